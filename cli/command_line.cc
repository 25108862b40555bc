#include "prikaz/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <utility>

#include "prikaz/messages.h"
#include "prikaz/output.h"
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
            !text.empty() && text.size() <= 12 && text.find_first_not_of("0123456789") == std::string::npos;
        const long long value = digits ? std::stoll(text) : -1;
        if (value >= least && value <= most) return {};
        return tr("a whole number from %1 to %2 is wanted, not '%3'",
                  {std::to_string(least), std::to_string(most), printable(text)});
      },
      "");
}

std::string short_number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

CLI::Validator number_with_fraction(double least, double most) {
  return CLI::Validator(
      [=](std::string& text) -> std::string {
        std::replace(text.begin(), text.end(), ',', '.');
        const bool plain = !text.empty() && text.size() <= 12 &&
                           text.find_first_not_of("0123456789.") == std::string::npos &&
                           std::count(text.begin(), text.end(), '.') <= 1 && text != ".";
        const double value = plain ? std::stod(text) : least - 1;
        if (value >= least && value <= most) return {};
        return tr("a number from %1 to %2 is wanted, not '%3'",
                  {short_number(least), short_number(most), printable(text)});
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

// CLI11's sentences are English and speak of its own terms; the frequent mistakes get ours.
std::string reason_of(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    const std::vector<std::string> extras = app.remaining(true);
    if (!extras.empty()) return tr("unknown argument '%1'", {printable(extras.front())});
  }
  return printable(error.what());
}

}  // namespace

std::string program_version() { return PRIKAZ_VERSION; }

void require(bool condition, const std::string& otherwise) {
  if (!condition) throw UsageError(otherwise);
}

Options& Options::arguments(const char* name, std::vector<std::string>& to, const std::string& help) {
  app_.add_option(name, to, help)->type_name("");
  return *this;
}

Options& Options::argument(const char* name, std::string& to, const std::string& help) {
  app_.add_option(name, to, help)->type_name("");
  return *this;
}

Options& Options::flag(const char* names, bool& to, const std::string& help) {
  app_.add_flag(names, to, help);
  return *this;
}

Options& Options::switch_off(const char* names, bool& to, const std::string& help) {
  app_.add_flag_callback(
      names, [&to] { to = false; }, help);
  return *this;
}

Options& Options::text(const char* names, const char* type, std::string& to, const std::string& help) {
  app_.add_option(names, to, help)->type_name(type);
  return *this;
}

Options& Options::texts(const char* names, const char* type, std::vector<std::string>& to, const std::string& help) {
  app_.add_option(names, to, help)->type_name(type)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return *this;
}

Options& Options::number(const char* names, const char* type, long long& to, long long least, long long most,
                         const std::string& help) {
  app_.add_option(names, to, help)->type_name(type)->check(whole_number(least, most));
  return *this;
}

Options& Options::fraction(const char* names, const char* type, double& to, double least, double most,
                           const std::string& help) {
  app_.add_option(names, to, help)->type_name(type)->transform(number_with_fraction(least, most));
  return *this;
}

Options& Options::choice(const char* names, const char* type, std::string& to, std::initializer_list<const char*> words,
                         const std::string& help) {
  app_.add_option(names, to, help)->type_name(type)->check(one_of({words.begin(), words.end()}));
  return *this;
}

struct CommandLine::Parts {
  int argc = 0;
  const char* const* argv = nullptr;
  std::string language;
  CLI::App app;
  std::vector<std::pair<CLI::App*, std::function<ExitCode()>>> actions;

  Parts()
      : app(tr("Reads Russian municipal education orders (PDF, PNG, JPEG, TIFF) and prints them as JSON."), "prikaz") {}
};

CommandLine::CommandLine(int argc, const char* const* argv) {
  set_language(language_of(argc, argv));
  parts_ = std::make_unique<Parts>();
  parts_->argc = argc;
  parts_->argv = argv;
  CLI::App& app = parts_->app;
  const auto formatter = std::make_shared<CLI::Formatter>();
  formatter->label("Usage", tr("Usage"));
  formatter->label("OPTIONS", tr("OPTIONS"));
  formatter->label("SUBCOMMAND", tr("COMMAND"));
  formatter->label("Positionals", tr("Arguments"));
  app.formatter(formatter);
  app.option_defaults()->group(tr("Options"));
  app.set_help_flag("-h,--help", tr("print this help"))->group(tr("Options"));
  app.set_version_flag("--version", "prikaz " PRIKAZ_VERSION, tr("print the version"))->group(tr("Options"));
  app.add_option("--lang", parts_->language, tr("language of messages: ru or en"))
      ->type_name("LANG")
      ->check(one_of({"ru", "en"}));
  app.fallthrough();
}

CommandLine::~CommandLine() = default;

Options CommandLine::add_command(const char* name, const std::string& description, std::function<ExitCode()> action) {
  CLI::App* command = parts_->app.add_subcommand(name, description);
  command->group(tr("Commands"));
  command->fallthrough();
  parts_->actions.emplace_back(command, std::move(action));
  return Options(*command);
}

ExitCode CommandLine::run() {
  const auto print = [](const std::string& text) {
    Output output("");
    output.write(text);
    output.commit();
    return kDone;
  };
  CLI::App& app = parts_->app;
  try {
    app.parse(parts_->argc, parts_->argv);
  } catch (const CLI::CallForHelp&) {
    // App::help of the root is the help of the command that was asked for.
    return print(app.help());
  } catch (const CLI::CallForVersion& version) {
    return print(std::string(version.what()) + "\n");
  } catch (const CLI::ParseError& error) {
    throw UsageError(reason_of(app, error));
  }
  require(!app.get_subcommands().empty(), tr("no command given"));
  require(app.get_subcommands().size() == 1, tr("only one command can be given"));
  for (const auto& [command, action] : parts_->actions)
    if (app.got_subcommand(command)) return action();
  return kWrongUsage;
}

}  // namespace prikaz
