// What is on the pages of a file: words, ruling lines, pictures.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/error.h"
#include "prikaz/page.h"
#include "prikaz/source.h"

namespace prikaz {

struct ExtractOptions {
  std::string password;    // user or owner password of an encrypted file; empty for none
  int max_pages = 10'000;  // pages after it are not read, with a diagnostic
  int jobs = 1;            // pages recognized side by side; the result does not depend on it
  // Told of pages done, of pages in all; a page that is read from its picture counts when that is done. From the thread
  // that called extract(). Empty for nobody.
  std::function<void(int done, int total)> progress = {};
};

// Files and folders that extract() opens: fonts, their configuration and caches, models, tables of characters. For a
// process that may open nothing else.
std::vector<std::string> extract_data_paths();

// Loads what reading needs whatever the file: tables and fonts. A process that forks a child for each file does it
// once; without it everything is loaded when it is first needed. Never throws: what is missing is reported by the file
// that needs it. The recognizer is not loaded: its model is large to have in every child, and quick to load beside a
// scan.
void warm_up_extract();

// Makes a recognizer and lets go of it, to see whether it can be had here. Throws InputError unsupported if its Russian
// model is not installed.
void try_recognizer();

// Reads every page of `source`, upright, in points: from its text where it has one that can be believed, else from its
// picture. `source` is a PDF, or a picture (PNG, JPEG, TIFF of several pages). Damaged text is repaired here (see
// repair_words.h); fonts and pages whose text cannot be believed are marked, reported in `diagnostics` and read from
// the picture. A page that cannot be read stays, empty, with an `error` diagnostic, and the others are delivered.
//
// A page comes as a viewer shows it (its /Rotate applied, its crop box as origin). If most of its text then still runs
// sideways, it is turned, and Page::rotation_deg says by how much.
//
// Diagnostics: page_unreadable, page_too_complex, too_many_pages (errors); pdf_damaged, page_size_absurd,
// text_layer_untrusted, page_mostly_picture (warnings); ocr_layer, text_layer_repaired, diagonal_text_skipped,
// picture_without_text, recognition_repaired (for information).
//
// Throws InputError: encrypted, damaged, truncated, empty (no pages), unsupported.
std::vector<Page> extract(const SourceFile& source, const ExtractOptions& options, Diagnostics& diagnostics);

}  // namespace prikaz
