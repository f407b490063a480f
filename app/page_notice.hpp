// Where the page is, and the codes for those who come from elsewhere, as a person reads it in the terminal.
#pragma once

#include <cstdio>

#include "sinks/dashboard/server/page_server.hpp"

namespace sacrum::app {

// On a terminal with a picture for a phone's camera beneath.
void print_page_addresses(std::FILE* out, const sinks::PageServer& page);
// `why`: what made them; empty: the session begins.
void print_page_codes(std::FILE* out, const sinks::PairingCodes& codes, const char* why);

}  // namespace sacrum::app
