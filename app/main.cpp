#include "app/command_line.hpp"

int main(int argc, char** argv) { return sacrum::app::run(argc, argv); }
