#include "prikaz/messages.h"

#include <libintl.h>

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

namespace prikaz {
namespace {

constexpr const char* kDomain = "prikaz";

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string(value).substr(0, 2);
  }
  return {};
}

// The catalogues lie beside the program in a build folder and in ../share/locale once installed.
std::string catalogue_folder() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const std::filesystem::path folder = program.parent_path();
  for (const auto& candidate :
       {folder / "locale", folder.parent_path() / "locale", folder.parent_path() / "share/locale"})
    if (std::filesystem::is_directory(candidate, error)) return candidate.string();
  return {};
}

std::string filled(std::string_view text, const std::vector<std::string_view>& arguments) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const auto index = static_cast<std::size_t>(next - '1');
    if (text[i] == '%' && next >= '1' && next <= '9' && index < arguments.size()) {
      out += arguments[index];
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

void set_language(std::string_view language) {
  const std::string wanted = language.empty() ? language_of_environment() : std::string(language);
  const std::string folder = catalogue_folder();
  if (wanted != "ru" || folder.empty()) {
    std::setlocale(LC_MESSAGES, "C");
    return;
  }
  // A minimal system has no ru_RU locale, and gettext translates nothing in the locale «C»; «C.UTF-8» is always there
  // and lets LANGUAGE decide. LC_ALL=C in the environment does not matter: setlocale is given a name.
  ::setenv("LANGUAGE", "ru", 1);
  std::setlocale(LC_MESSAGES, "C.UTF-8");
  ::bindtextdomain(kDomain, folder.c_str());
  ::bind_textdomain_codeset(kDomain, "UTF-8");
}

std::string tr(const char* text, std::initializer_list<std::string_view> arguments) {
  return filled(::dgettext(kDomain, text), arguments);
}

std::string tr_plural(const char* singular, const char* plural, unsigned long count,
                      std::initializer_list<std::string_view> arguments) {
  const std::string number = std::to_string(count);
  std::vector<std::string_view> all{number};
  all.insert(all.end(), arguments);
  return filled(::dngettext(kDomain, singular, plural, count), all);
}

std::string error_text(int error) {
  // The system's own catalogues are not installed on a minimal system.
  switch (error) {
    case ENOENT: return tr("no such file or folder");
    case EACCES: return tr("permission denied");
    case EISDIR: return tr("it is a folder");
    case ENOTDIR: return tr("a part of the path is not a folder");
    case ENOSPC: return tr("no space left on the disk");
    case EDQUOT: return tr("the disk quota is used up");
    case EROFS: return tr("the disk is read-only");
    case EFBIG: return tr("the file would be too large");
    case EMFILE:
    case ENFILE: return tr("too many open files");
    case ENOMEM: return tr("out of memory");
    case EIO: return tr("the disk failed");
    case ENAMETOOLONG: return tr("the name is too long");
    case ELOOP: return tr("the links go round in a circle");
    case EBADF: return tr("it is closed");
    case EAGAIN: return tr("too many processes");
    default: return std::strerror(error);
  }
}

}  // namespace prikaz
