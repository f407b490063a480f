#include "sinks/report/page/self_contained_page.hpp"

#include <fmt/format.h>

#include "sinks/report/page/page_bundle.hpp"
#include "sinks/report/report_message.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string made_by(std::string_view bundle) {
    return fmt::format("<meta name=\"generator\" content=\"sacrum {}\">\n", bundle);
}

std::string policy_of(const PageBundle& bundle) {
    std::string policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    if (!bundle.script.empty()) policy += fmt::format("; script-src 'sha256-{}'", bundle.script_sha256);
    return policy;
}

}  // namespace

std::string self_contained_page(const SelfContainedPage& page) {
    const PageBundle& bundle = page_bundle(page.bundle);
    std::string out = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n{}"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}",
        page.language, made_by(page.bundle), policy_of(bundle), html_escaped(page.title), bundle.style,
        page.body);
    // Protobuf writes < and > as \u003c and \u003e, so no text in it can end the element it lies in.
    out += fmt::format("<script type=\"application/json\" id=\"message\">{}</script>\n",
                       compact_json(*page.message));
    if (!bundle.script.empty()) out += fmt::format("<script>{}</script>\n", bundle.script);
    return out + "</body>\n</html>\n";
}

bool is_self_contained_page(std::string_view beginning, std::string_view bundle) {
    return beginning.starts_with("<!doctype html>") &&
           beginning.find(made_by(bundle)) != std::string_view::npos;
}

}  // namespace sacrum::sinks
