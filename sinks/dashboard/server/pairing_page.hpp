// The one page that is served to somebody who has given no code yet: a form for it, without a script.
#pragma once

#include <string>
#include <string_view>

namespace sacrum::sinks {

constexpr std::string_view kPairingPath = "/pair";
constexpr std::string_view kPairingStylePath = "/pair.css";

// `note` is a sentence of ours that says what became of the last try; empty: there was none.
std::string pairing_page(std::string_view note);
std::string_view pairing_style();

// What stands in the form's body: "code=123%20456" gives "123456". Everything but digits goes.
std::string code_in_form(std::string_view body);

}  // namespace sacrum::sinks
