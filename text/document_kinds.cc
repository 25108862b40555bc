#include "prikaz/document_kinds.h"

#include <array>

#include "prikaz/messages.h"

namespace prikaz {
namespace {

// For xgettext, which finds messages by the function around them.
constexpr const char* message(const char* text) { return text; }

struct KindWord {
  std::string_view kind;
  const char* word;
};

constexpr std::array<KindWord, 21> kKinds{{
    {"order", message("order")},
    {"directive", message("directive")},
    {"resolution", message("resolution")},
    {"report", message("report")},
    {"plan", message("plan")},
    {"protocol", message("minutes")},
    {"letter", message("letter")},
    {"law", message("law")},
    {"decree", message("decree")},
    {"certificate", message("certificate")},
    {"decision", message("decision")},
    {"contract", message("contract")},
    {"instruction", message("instruction")},
    {"order_of_inspection", message("order of inspection")},
    {"submission", message("submission")},
    {"regulation", message("regulation")},
    {"charter", message("charter")},
    {"program", message("programme")},
    {"act", message("act")},
    {"application", message("application")},
    {"other", message("document")},
}};

}  // namespace

std::string kind_in_words(std::string_view kind) {
  for (const KindWord& one : kKinds)
    if (one.kind == kind) return tr(one.word);
  return tr("document");
}

}  // namespace prikaz
