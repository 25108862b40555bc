#include <memory>

#include "commands.h"
#include "prikaz/export.h"
#include "prikaz/messages.h"
#include "prikaz/output.h"

namespace prikaz {

void add_schema_command(CommandLine& program) {
  const auto path = std::make_shared<std::string>();
  program
      .add_command("schema", tr("print the JSON Schema of the output"),
                   [path] {
                     Output output(*path);
                     output.write(json_schema());
                     output.commit();
                     return kDone;
                   })
      .text("-o,--output", "PATH", *path, tr("write to this file instead of standard output, whole or not at all"));
}

}  // namespace prikaz
