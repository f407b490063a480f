#include "app/stage_plan.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <string>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/recording/action_rules.hpp"

namespace sacrum::app {
namespace {

constexpr std::size_t kMostStages = 200;

class Reader {
  public:
    explicit Reader(std::string file) : file_(std::move(file)) {}

    [[nodiscard]] Result<std::vector<proto::BeginStage>> read(const toml::table& table) const {
        for (const auto& [key, node] : table) {
            if (key.str() != "stage" || !node.is_array_of_tables()) {
                return refused(key.source(),
                               fmt::format("{} is not part of a plan; a stage begins with [[stage]]",
                                           quotable(key.str())));
            }
        }
        std::vector<proto::BeginStage> plan;
        if (const auto* stages = table["stage"].as_array()) {
            if (stages->size() > kMostStages)
                return refused(stages->source(), fmt::format("more than {} stages", kMostStages));
            for (const toml::node& node : *stages) {
                auto stage = read_stage(*node.as_table());
                if (!stage) return tl::unexpected(stage.error());
                plan.push_back(std::move(*stage));
            }
        }
        if (plan.empty())
            return fail(ErrorKind::usage,
                        file_ + ": holds no stage; write [[stage]] with name and duration_s for each");
        return plan;
    }

  private:
    [[nodiscard]] Result<proto::BeginStage> read_stage(const toml::table& table) const {
        proto::Action action;
        auto& stage = *action.mutable_begin_stage();
        for (const auto& [key, node] : table) {
            const bool is_name = key.str() == "name";
            const bool is_number = node.is_number();
            const double number = node.value_or(0.0);
            if (is_name && node.is_string()) {
                stage.set_name(**node.as_string());
            } else if (key.str() == "duration_s" && is_number) {
                stage.set_duration_s(number);
            } else if (key.str() == "speed_m_per_s" && is_number) {
                stage.set_speed_m_per_s(number);
            } else if (key.str() == "incline_percent" && is_number) {
                stage.set_incline_percent(number);
            } else if (is_name || key.str() == "duration_s" || key.str() == "speed_m_per_s" ||
                       key.str() == "incline_percent") {
                return refused(node.source(), fmt::format("{} takes {}", key.str(),
                                                          is_name ? "text in quotes" : "a number"));
            } else {
                return refused(key.source(),
                               fmt::format("{} is not part of a stage, which has name, duration_s, "
                                           "speed_m_per_s and incline_percent",
                                           quotable(key.str())));
            }
        }
        if (!stage.has_duration_s())
            return refused(table.source(), "the stage has no duration_s; say how long it lasts");
        if (auto fits = firmware_bridge::check_action(action); !fits)
            return refused(table.source(), fits.error().sentence);
        return stage;
    }

    [[nodiscard]] tl::unexpected<Error> refused(const toml::source_region& where,
                                                const std::string& sentence) const {
        return fail(ErrorKind::usage, fmt::format("{}: line {}: {}", file_, where.begin.line, sentence));
    }

    std::string file_;
};

proto::Action by_plan() {
    proto::Action action;
    action.set_author("plan");
    return action;
}

}  // namespace

Result<std::vector<proto::BeginStage>> parse_stage_plan(std::string_view text, const std::string& file) {
    try {
        return Reader(file).read(toml::parse(text, file));
    } catch (const toml::parse_error& error) {
        return fail(ErrorKind::usage, fmt::format("{}: line {}: {}", file, error.source().begin.line,
                                                  printable(error.description())));
    }
}

Result<std::vector<proto::BeginStage>> read_stage_plan(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return fail(ErrorKind::usage, path.string() + ": no such file; --stages takes a TOML file");
    const auto text = firmware_bridge::read_bytes(path);
    if (!text) return tl::unexpected(text.error());
    return parse_stage_plan(*text, path.string());
}

std::vector<firmware_bridge::PersonAction> actions_of(const std::vector<proto::BeginStage>& plan) {
    std::vector<firmware_bridge::PersonAction> actions;
    firmware_bridge::ArrivalTime time{};
    for (const proto::BeginStage& stage : plan) {
        proto::Action action = by_plan();
        *action.mutable_begin_stage() = stage;
        actions.push_back({.time = time, .what = std::move(action)});
        time += duration_from_seconds(stage.duration_s());
    }
    proto::Action end = by_plan();
    end.mutable_end_stage();
    actions.push_back({.time = time, .what = std::move(end)});
    return actions;
}

}  // namespace sacrum::app
