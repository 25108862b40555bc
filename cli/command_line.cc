#include "prikaz/command_line.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string_view>

#include "prikaz/messages.h"
#include "prikaz/printable.h"

namespace prikaz {
namespace {

// The language must be known before the first help text is made, that is, before the arguments are parsed.
std::string language_of(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--") break;
    if (argument == "--lang" && i + 1 < argc) return argv[i + 1];
    if (argument.starts_with("--lang=")) return std::string(argument.substr(7));
  }
  return {};
}

// An empty string is what CLI11 takes for «valid».
CLI::Validator whole_number(long long least, long long most) {
  return CLI::Validator(
      [=](std::string& text) -> std::string {
        const bool digits =
            !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos;
        const long long value = digits ? std::stoll(text) : -1;
        if (value >= least && value <= most) return {};
        return tr("a whole number from %1 to %2 is wanted, not '%3'",
                  {std::to_string(least), std::to_string(most), printable(text)});
      },
      "");
}

CLI::Validator one_of(std::vector<std::string> words) {
  return CLI::Validator(
      [words = std::move(words)](std::string& text) -> std::string {
        std::string all;
        for (const std::string& word : words) {
          if (text == word) return {};
          all += (all.empty() ? "" : ", ") + word;
        }
        return tr("one of %1 is wanted, not '%2'", {all, printable(text)});
      },
      "");
}

void add_output_option(CLI::App& command, CommandLine& wanted) {
  command
      .add_option("-o,--output", wanted.output,
                  tr("write to this file instead of standard output, whole or not at all"))
      ->type_name("PATH");
}

// What every command that reads a PDF takes.
void add_reading_options(CLI::App& command, CommandLine& wanted, long long& timeout) {
  command
      .add_option("--password", wanted.password,
                  tr("password of an encrypted file; others can see it in the process list"))
      ->type_name("TEXT");
  command.add_option("--password-file", wanted.password_file, tr("file whose first line is the password"))
      ->type_name("PATH");
  command.add_option("--max-pages", wanted.max_pages, tr("read no more pages than this (10000)"))
      ->type_name("N")
      ->check(whole_number(1, 1'000'000));
  command
      .add_option("--jobs", wanted.jobs, tr("recognize so many scanned pages side by side (one for each processor)"))
      ->type_name("N")
      ->check(whole_number(1, 256));
  command.add_flag_callback(
      "--no-sandbox", [&wanted] { wanted.sandbox = false; },
      tr("read in this process, without limits: for debugging only"));
  command.add_option("--timeout", timeout, tr("give up on a file after this many seconds (600)"))
      ->type_name("S")
      ->check(whole_number(1, 86'400));
  command.add_option("--memory", wanted.memory_mb, tr("give up on a file that needs more megabytes (2048)"))
      ->type_name("MB")
      ->check(whole_number(64, 1'000'000));
}

// CLI11's sentences are English and speak of its own terms; the frequent mistakes get ours.
std::string reason_of(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> extras = app.remaining(true);
    if (!extras.empty()) return tr("unknown argument '%1'", {printable(extras.front())});
  }
  return printable(error.what());
}

void require(bool condition, const std::string& otherwise) {
  if (!condition) throw UsageError(otherwise);
}

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) {
  set_language(language_of(argc, argv));

  CommandLine wanted;
  std::string language;
  long long timeout = wanted.timeout.count();
  CLI::App app(tr("Reads Russian municipal education orders (PDF, PNG, JPEG, TIFF) and prints them as JSON."),
               "prikaz");
  const auto formatter = std::make_shared<CLI::Formatter>();
  formatter->label("Usage", tr("Usage"));
  formatter->label("OPTIONS", tr("OPTIONS"));
  formatter->label("SUBCOMMAND", tr("COMMAND"));
  formatter->label("Positionals", tr("Arguments"));
  app.formatter(formatter);
  app.option_defaults()->group(tr("Options"));
  app.set_help_flag("-h,--help", tr("print this help"))->group(tr("Options"));
  app.set_version_flag("--version", "prikaz " PRIKAZ_VERSION, tr("print the version"))->group(tr("Options"));
  app.add_option("--lang", language, tr("language of messages: ru or en"))
      ->type_name("LANG")
      ->check(one_of({"ru", "en"}));
  app.fallthrough();

  const auto add_command = [&](const char* name, const std::string& description) {
    CLI::App* command = app.add_subcommand(name, description);
    command->group(tr("Commands"));
    command->fallthrough();
    return command;
  };
  CLI::App* extract =
      add_command("extract", tr("print what was read from files; several files: one JSON object a line"));
  extract->add_option("FILE", wanted.files, tr("PDF files and pictures"))->type_name("");
  add_output_option(*extract, wanted);
  extract->add_flag("--pretty", wanted.pretty, tr("indent the JSON for people"));
  add_reading_options(*extract, wanted, timeout);

  CLI::App* schema = add_command("schema", tr("print the JSON Schema of the output"));
  add_output_option(*schema, wanted);

  CLI::App* validate = add_command("validate", tr("check extractions against the schema"));
  validate->add_option("FILE", wanted.files, tr("JSON files, also with one object a line"))->type_name("");

  CLI::App* draw = add_command("draw", tr("draw what was understood of a page as SVG"));
  draw->add_option("FILE", wanted.files, tr("PDF file or picture"))->type_name("")->expected(1);
  draw->add_option("--page", wanted.page, tr("number of the page, from 1"))
      ->type_name("N")
      ->check(whole_number(1, 1'000'000));
  add_output_option(*draw, wanted);
  add_reading_options(*draw, wanted, timeout);

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    // App::help of the root is the help of the command that was asked for.
    wanted.text = app.help();
    return wanted;
  } catch (const CLI::CallForVersion& version) {
    wanted.text = std::string(version.what()) + "\n";
    return wanted;
  } catch (const CLI::ParseError& error) {
    throw UsageError(reason_of(app, error));
  }
  wanted.timeout = std::chrono::seconds(timeout);

  require(!app.get_subcommands().empty(), tr("no command given"));
  if (app.got_subcommand(extract)) wanted.command = Command::extract;
  if (app.got_subcommand(schema)) wanted.command = Command::schema;
  if (app.got_subcommand(validate)) wanted.command = Command::validate;
  if (app.got_subcommand(draw)) wanted.command = Command::draw;
  require(app.get_subcommands().size() == 1, tr("only one command can be given"));
  require(wanted.command == Command::schema || !wanted.files.empty(), tr("no file given"));
  require(!wanted.pretty || wanted.files.size() == 1,
          tr("--pretty is for one file: several are printed one object a line"));
  require(wanted.password.empty() || wanted.password_file.empty(),
          tr("--password and --password-file exclude each other"));
  return wanted;
}

}  // namespace prikaz
