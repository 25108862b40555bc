#include "collect.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "complain.h"
#include "prikaz/archive.h"
#include "prikaz/command_line.h"
#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

std::string place_of_file(Archive& archive, const std::string& sha256) {
  std::error_code error;
  for (const std::string& path : archive.paths_of(sha256))
    if (std::filesystem::is_regular_file(path, error)) return std::filesystem::absolute(path, error).string();
  const std::filesystem::path copy = std::filesystem::absolute(archive.original_path(sha256), error);
  return std::filesystem::is_regular_file(copy, error) ? copy.string() : std::string();
}

}  // namespace

Collection collect(const std::string& folder) {
  require(!folder.empty(), tr("no archive given (--archive DIR)"));
  Archive archive(folder, ArchiveMode::read);
  Collection collection;
  archive.for_each_extraction([&](const std::string& sha256, std::string_view json) {
    try {
      add_extraction(collection, json);
    } catch (const InputError& error) {
      complain(sha256.substr(0, 12), error);
    }
  });
  std::map<std::string, std::string> places;  // by sha256
  for (CollectedDocument& document : collection.documents) {
    const auto [at, fresh] = places.try_emplace(document.sha256);
    if (fresh) at->second = place_of_file(archive, document.sha256);
    document.path = at->second;
  }
  settle(collection);
  return collection;
}

Collection collect_files(const std::vector<std::string>& files, bool& failed) {
  Collection collection;
  for (const std::string& file : files) {
    std::ifstream opened;
    if (file != "-") {
      opened.open(file, std::ios::binary);
      if (!opened) {
        complain(file, InputError(Failure::io_error, error_text(errno)));
        failed = true;
        continue;
      }
    }
    std::istream& in = file == "-" ? std::cin : opened;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (trim(line).empty()) continue;
      try {
        add_extraction(collection, line);
      } catch (const InputError& error) {
        complain(file, InputError(error.failure(), tr("line %1: %2", {std::to_string(number), error.what()})));
        failed = true;
      }
    }
    if (in.bad()) {
      complain(file, InputError(Failure::io_error, error_text(errno)));
      failed = true;
    }
  }
  settle(collection);
  return collection;
}

}  // namespace prikaz
