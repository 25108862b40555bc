// Whether everything prikaz needs is there, and how well the readers of files are locked in on this machine.
#include <archive.h>
#include <sqlite3.h>
#include <unicode/uversion.h>

#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "commands.h"
#include "debian_packages.h"
#include "prikaz/engines.h"
#include "prikaz/extract.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"
#include "prikaz/printable.h"
#include "process.h"
#include "reading.h"

namespace prikaz {
namespace {

struct Wanted {
  std::string format = "text";
};

struct Engine {
  std::string name, version, package;  // package: as Debian numbers it, empty if not known
};

struct Findings {
  SandboxState offered, in_force;
  std::string reading_fails;  // why a small page could not be read in the sandbox; empty if it could
  Engines engines;
  std::vector<Engine> versions;
  std::vector<std::string> problems;  // without which documents cannot be read
  std::vector<std::string> weaknesses;
};

std::string icu_version() {
  UVersionInfo numbers;
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  ::u_getVersion(numbers);
  ::u_versionToString(numbers, text.data());
  return text.data();
}

std::vector<Engine> versions_of(const Engines& engines) {
  const DebianPackages packages;
  const auto packaged = [&](const char* name, std::string version, const char* stem) {
    std::string package = packages.version(stem);
    return Engine{name, version.empty() ? package.substr(0, package.rfind('-')) : std::move(version), package};
  };
  return {packaged("Poppler", engines.poppler, "libpoppler"),
          packaged("Leptonica", engines.leptonica, "liblept"),
          packaged("Tesseract", engines.tesseract, "libtesseract"),
          packaged("ICU", icu_version(), "libicu"),
          packaged("RE2", "", "libre2-"),
          packaged("SQLite", ::sqlite3_libversion(), "libsqlite3-"),
          packaged("libarchive", std::string(::archive_version_string()).substr(11), "libarchive")};
}

// Reads a small page of our own as any file is read.
std::string try_reading(const Sandbox& sandbox) {
  ReadTask task;
  task.limits = limits_of(Reading());
  const Finished one = run_isolated(
      [](const ReadTask&, std::ostream& out, const Heartbeat&) {
        warm_up();
        try {
          try_recognizer();
        } catch (const InputError&) {
          // A missing model is found without a sandbox too: find_engines().
        }
        out << "read";
      },
      task, &sandbox);
  return one.failure ? one.failure->what() : "";
}

Findings examine() {
  Findings found;
  found.offered = probe_sandbox();
  Sandbox sandbox(readable_data());
  sandbox.test_itself();
  found.in_force = sandbox.state();
  found.reading_fails = try_reading(sandbox);
  found.engines = find_engines();
  found.versions = versions_of(found.engines);

  if (!found.reading_fails.empty())
    found.problems.push_back(tr("a file cannot be read in the sandbox: %1", {found.reading_fails}));
  if (!found.engines.russian_model_loads)
    found.problems.push_back(tr("the Russian model of Tesseract was not found: install the package tesseract-ocr-rus"));
  if (found.engines.fonts == 0)
    found.problems.push_back(tr("there are no fonts: install the package fonts-liberation"));
  if (!found.engines.poppler_data)
    found.problems.push_back(tr("tables of Poppler are missing: install the package poppler-data"));
  found.weaknesses = weaknesses_of(found.in_force);
  return found;
}

std::string as_json(const Findings& found) {
  using nlohmann::ordered_json;
  ordered_json all;
  all["program"] = program_version();
  all["sandbox"] = {{"landlock_abi", found.in_force.landlock_abi},
                    {"seccomp", found.in_force.seccomp},
                    {"limits", found.reading_fails.empty()},
                    {"complete", found.in_force.complete()},
                    {"offered", {{"landlock_abi", found.offered.landlock_abi}, {"seccomp", found.offered.seccomp}}}};
  all["engines"] = ordered_json::array();
  for (const Engine& engine : found.versions)
    all["engines"].push_back({{"name", engine.name},
                              {"version", engine.version},
                              {"package", engine.package.empty() ? ordered_json() : ordered_json(engine.package)}});
  all["models"] = found.engines.models;
  all["models_folder"] = found.engines.models_folder;
  all["fonts"] = found.engines.fonts;
  all["poppler_data"] = found.engines.poppler_data;
  all["problems"] = found.problems;
  all["weaknesses"] = found.weaknesses;
  return all.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string as_text(const Findings& found) {
  std::string text = "prikaz " + program_version() + "\n\n";
  const auto line = [&](const std::string& name, const std::string& value) {
    text += "  " + name + ": " + value + "\n";
  };
  const auto in_force = [](bool yes) { return yes ? tr("in force") : tr("missing"); };
  text += tr("Readers of files are locked in by") + "\n";
  line("Landlock", in_force(found.in_force.landlock_abi > 0) +
                       (found.in_force.landlock_abi > 0 ? ", ABI " + std::to_string(found.in_force.landlock_abi) : ""));
  line("seccomp", in_force(found.in_force.seccomp));
  line(tr("limits of time, memory and output"), in_force(found.reading_fails.empty()));
  text += "\n" + tr("Engines") + "\n";
  for (const Engine& engine : found.versions)
    line(engine.name, engine.version + (engine.package.empty() ? "" : " (" + engine.package + ")"));
  text += "\n" + tr("What they find") + "\n";
  std::string models;
  for (const std::string& model : found.engines.models) models += (models.empty() ? "" : ", ") + printable(model);
  line(tr("models of Tesseract"), models.empty() ? tr("none") : models);
  line(tr("fonts"), std::to_string(found.engines.fonts));
  line("poppler-data", found.engines.poppler_data ? tr("installed") : tr("missing"));
  text += "\n";
  for (const std::string& weakness : found.weaknesses) text += tr("Weak: %1", {weakness}) + "\n";
  for (const std::string& problem : found.problems) text += tr("Problem: %1", {problem}) + "\n";
  if (found.problems.empty()) text += tr("Everything that reading needs is there.") + "\n";
  return text;
}

ExitCode examine_machine(const Wanted& wanted) {
  const Findings found = examine();
  Output output("");
  output.write(wanted.format == "json" ? as_json(found) : as_text(found));
  output.commit();
  return found.problems.empty() ? kDone : kSomeFailed;
}

}  // namespace

void add_doctor_command(CommandLine& program) {
  const auto wanted = std::make_shared<Wanted>();
  program
      .add_command("doctor", tr("tell whether everything needed is there, and how readers of files are locked in"),
                   [wanted] { return examine_machine(*wanted); })
      .choice("--format", "FORMAT", wanted->format, {"text", "json"}, tr("text (for people) or json"));
}

}  // namespace prikaz
