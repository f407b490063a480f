#include "app/help_formatter.hpp"

#include <CLI/CLI.hpp>
#include <sstream>

namespace sacrum::app {
namespace {

constexpr std::size_t kColumn = 26;  // where explanations begin
constexpr std::size_t kWidth = 100;  // characters of a line

// UTF-8: bytes that go on with a character do not count.
std::size_t width(const std::string& text) {
    return std::size_t(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

class HelpFormatter final : public CLI::Formatter {
  public:
    // What a checked option may be is said in its explanation: "S", not "S:POSITIVE"; "GAIT", not a list.
    std::string make_option_opts(const CLI::Option* option) const override {
        const std::string type = option->get_type_name();
        if (option->get_positional() || type.empty() || option->get_type_size() == 0) return "";
        return " " + type.substr(0, type.find(':'));
    }

    std::string make_option_usage(const CLI::Option* option) const override {
        const std::string name = make_option_name(option, true);
        return option->get_expected_max() > 1 ? name + "…" : name;
    }

    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        std::string line = "  " + make_option_name(option, is_positional) + make_option_opts(option);
        std::string text;
        if (width(line) + 2 > kColumn) {
            text = line + "\n";
            line.clear();
        }
        line.resize(std::max(line.size(), kColumn), ' ');
        std::istringstream words(option->get_description());
        bool is_first = true;
        for (std::string word; words >> word; is_first = false) {
            if (!is_first && width(line) + 1 + width(word) > kWidth) {
                text += line + "\n";
                line.assign(kColumn, ' ');
                is_first = true;
            }
            line += (is_first ? "" : " ") + word;
        }
        return text + line + "\n";
    }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> make_help_formatter() { return std::make_shared<HelpFormatter>(); }

}  // namespace sacrum::app
