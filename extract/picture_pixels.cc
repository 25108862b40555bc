#include "picture_pixels.h"

#include <dlfcn.h>
#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstdarg>
#include <mutex>

namespace prikaz {
namespace {

// A decoder of JPEG fills what is missing with its last value: rows at the end without any change along them.
double share_of_flat_rows_at_end(Pix* pix) {
  const int height = pixGetHeight(pix);
  const auto words = static_cast<std::size_t>(pixGetWpl(pix));
  // The last word of a row may hold padding.
  const std::size_t compared = words > 1 ? words - 1 : words;
  int flat = 0;
  for (int y = height - 1; y >= 0; --y) {
    const l_uint32* line = pixGetData(pix) + static_cast<std::size_t>(y) * words;
    if (std::any_of(line, line + compared, [line](l_uint32 word) { return word != line[0]; })) break;
    ++flat;
  }
  return static_cast<double>(flat) / std::max(1, height);
}

}  // namespace

void silence_picture_libraries() {
  static std::once_flag once;
  std::call_once(once, [] {
    setMsgSeverity(L_SEVERITY_NONE);
    // libtiff reports through handlers of the process; Debian's Leptonica brings the library without its headers.
    using Handler = void (*)(const char*, const char*, va_list);
    for (const char* setter : {"TIFFSetErrorHandler", "TIFFSetWarningHandler"}) {
      const auto set = reinterpret_cast<Handler (*)(Handler)>(dlsym(RTLD_DEFAULT, setter));
      if (set != nullptr) set(nullptr);
    }
  });
}

PixPtr decode_jpeg(std::string_view bytes, int reduction) {
  silence_picture_libraries();
  // One complaint is a missing end mark, which scanners forget; missing data make a second one.
  constexpr double kBearableLoss = 0.03;
  l_int32 warnings = 0;
  PixPtr pix(pixReadMemJpeg(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size(), 0, reduction, &warnings,
                            L_JPEG_CONTINUE_WITH_BAD_DATA));
  if (pix != nullptr && warnings > 1 && share_of_flat_rows_at_end(pix.get()) > kBearableLoss) pix.reset();
  return pix;
}

int fitting_reduction(double dpi) {
  int reduction = 1;
  while (reduction < 8 && dpi / reduction >= kHalvingDpi) reduction *= 2;
  return reduction;
}

PixPtr reduce_pix(PixPtr pix, int reduction) {
  for (; pix != nullptr && reduction > 1; reduction /= 2)
    pix.reset(pixGetDepth(pix.get()) == 1 ? pixScaleToGray2(pix.get()) : pixScaleAreaMap2(pix.get()));
  return pix;
}

}  // namespace prikaz
