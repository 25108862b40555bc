// prikaz reads Russian municipal education orders and tells what they say. Each command is a file of commands/; the
// stages a file passes through are wired in commands/process.cc.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <new>

#include "commands/commands.h"
#include "commands/complain.h"
#include "prikaz/archive.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"

namespace prikaz {
namespace {

// A program may be started with its standard streams closed; the next file opened would then get their numbers, and
// results would be written into it. Writing to these stand-ins fails as writing to a closed stream does.
void hold_standard_streams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
      ::_exit(kNothingDone);
}

ExitCode run_program(int argc, const char* const* argv) {
  try {
    CommandLine program(argc, argv);
    add_extract_command(program);
    add_schema_command(program);
    add_validate_command(program);
    add_draw_command(program);
    add_references_command(program);
    add_import_command(program);
    add_status_command(program);
    add_failed_command(program);
    add_list_command(program);
    add_search_command(program);
    add_show_command(program);
    add_forget_command(program);
    add_export_command(program);
    add_harmonize_command(program);
    add_doctor_command(program);
    add_schools_command(program);
    return program.run();
  } catch (const UsageError& error) {
    complain(std::string(error.what()) + " (prikaz --help)");
    return kWrongUsage;
  } catch (const InputError& error) {
    complain(error.what());  // not of one file: of what is needed for all
    return kNothingDone;
  } catch (const OutputError& error) {
    complain(error.what());
    return kNothingDone;
  } catch (const ArchiveError& error) {
    complain(error.what());
    return kNothingDone;
  } catch (const std::bad_alloc&) {
    complain(tr("out of memory"));
    return kNothingDone;
  }
}

}  // namespace
}  // namespace prikaz

int main(int argc, char** argv) {
  prikaz::hold_standard_streams();
  // A reader that has gone is an error to report, not a death without a word.
  std::signal(SIGPIPE, SIG_IGN);
  return prikaz::run_program(argc, argv);
}
