// The whole program: words in, results on stdout, everything else on stderr, an exit code out.
#pragma once

namespace sacrum::app {

int run(int argc, const char* const* argv);

}  // namespace sacrum::app
