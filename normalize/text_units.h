// Every text of a document that values are read from, in reading order, each once, with its path and its role.
#pragma once

#include <string>
#include <vector>

#include "prikaz/draft.h"

namespace prikaz {

enum class UnitPlace {
  registration,  // date of the heading
  title,         // of the document
  approval,
  preamble,
  item,
  signature,  // the name of a signatory
  drafter,
  grif,  // «Приложение 1 к приказу …»
  appendix_title,
  running,  // headings and paragraphs
  list_entry,
  header_cell,
  section,  // of a table
  cell,
};

struct TextUnit {
  const Text* text = nullptr;  // into the draft
  std::string path;            // JSON Pointer relative to the document: «/items/2/text»
  UnitPlace place = UnitPlace::running;
  int appendix = -1;            // index of the appendix it stands in, -1 for the document itself
  std::string item;             // number of the item, or of the numbered item an unnumbered one belongs to
  const Text* above = nullptr;  // text of the item that an item is a part of
  int table = -1, row = -1, column = -1;
};

// `draft` must outlive the units and not change.
std::vector<TextUnit> text_units(const DocumentDraft& draft);

}  // namespace prikaz
