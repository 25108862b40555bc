// Ctrl-C and friends as a request that the program's own loop looks at.
#pragma once

#include "prikaz/importer.h"

namespace prikaz {

// While this lives, the first SIGINT, SIGTERM or SIGHUP is a request to stop; the second ends the process at once, with
// exit code 1. One at a time.
class StopOnSignal : public StopRequest {
 public:
  StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  ~StopOnSignal() override;

  bool requested() const override;
  int wake() const override;
};

}  // namespace prikaz
