#include "collect.h"

#include <filesystem>
#include <map>

#include "complain.h"
#include "prikaz/archive.h"
#include "prikaz/command_line.h"
#include "prikaz/messages.h"

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

}  // namespace prikaz
