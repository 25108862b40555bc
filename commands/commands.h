// The commands of the program, a file each. To add one: write commands/NAME.cc, declare it here, call it in main.cc.
#pragma once

#include "prikaz/command_line.h"

namespace prikaz {

void add_extract_command(CommandLine& program);
void add_schema_command(CommandLine& program);
void add_validate_command(CommandLine& program);
void add_draw_command(CommandLine& program);
void add_references_command(CommandLine& program);
void add_import_command(CommandLine& program);
void add_export_command(CommandLine& program);
void add_doctor_command(CommandLine& program);
void add_harmonize_command(CommandLine& program);
void add_status_command(CommandLine& program);
void add_failed_command(CommandLine& program);
void add_list_command(CommandLine& program);
void add_search_command(CommandLine& program);
void add_show_command(CommandLine& program);
void add_forget_command(CommandLine& program);
void add_schools_command(CommandLine& program);

}  // namespace prikaz
