#include "sinks/dashboard/server/pairing_page.hpp"

#include <fmt/format.h>

namespace sacrum::sinks {
namespace {

constexpr const char* kPage = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>sacrum: code</title>
<link rel="stylesheet" href="/pair.css">
</head>
<body>
<main>
<h1>sacrum</h1>
<p>The terminal in which the session was started shows two codes of six digits: one to take part, one to look on.</p>
<form method="post" action="/pair">
<label for="code">Code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]*" maxlength="9" required autofocus>
<button type="submit">Go on</button>
</form>
<p role="status">{}</p>
</main>
</body>
</html>
)";

constexpr std::string_view kStyle = R"(:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 22rem; padding: 1.5rem; }
form { display: grid; gap: .6rem; }
input { font-size: 2rem; letter-spacing: .2em; padding: .4rem .6rem; width: 100%; box-sizing: border-box; }
button { font-size: 1.2rem; padding: .6rem; }
[role=status] { min-height: 1.5em; font-weight: 600; }
)";

constexpr std::string_view kField = "code=";

}  // namespace

std::string pairing_page(std::string_view note) { return fmt::format(fmt::runtime(kPage), note); }

std::string_view pairing_style() { return kStyle; }

std::string code_in_form(std::string_view body) {
    std::string code;
    if (!body.starts_with(kField)) return code;
    body = body.substr(kField.size(), body.find('&') - kField.size());
    for (std::size_t at = 0; at < body.size(); ++at) {
        if (body[at] == '%') {
            at += 2;  // a space or another sign in between
        } else if (body[at] >= '0' && body[at] <= '9') {
            code += body[at];
        }
    }
    return code;
}

}  // namespace sacrum::sinks
