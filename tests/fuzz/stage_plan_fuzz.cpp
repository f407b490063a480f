// Any bytes as a plan of stages: a sentence with a line, or stages that follow each other and are the same
// when they are written out.
#include <toml++/toml.h>

#include <cstdint>
#include <sstream>

#include "app/stage_plan.hpp"
#include "tests/fuzz/action_oracle.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

using Plan = std::vector<sacrum::proto::BeginStage>;

std::string written(const Plan& plan) {
    toml::array stages;
    for (const auto& stage : plan) {
        toml::table table{{"name", stage.name()}, {"duration_s", stage.duration_s()}};
        if (stage.has_speed_m_per_s()) table.insert("speed_m_per_s", stage.speed_m_per_s());
        if (stage.has_incline_percent()) table.insert("incline_percent", stage.incline_percent());
        stages.push_back(std::move(table));
    }
    std::ostringstream text;
    text << toml::table{{"stage", std::move(stages)}};
    return text.str();
}

std::string fault_in(const Plan& plan) {
    if (plan.empty() || plan.size() > 200) return "a plan has no stage, or too many";
    const auto actions = sacrum::app::actions_of(plan);
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (i > 0 && !(actions[i].time > actions[i - 1].time)) return "stages do not follow each other";
        if (std::string fault = sacrum::fuzz::fault_in(actions[i].what); !fault.empty()) return fault;
    }
    const auto again = sacrum::app::parse_stage_plan(written(plan), "fuzz");
    const bool is_same = again && std::ranges::equal(*again, plan, [](const auto& one, const auto& other) {
                             return one.SerializeAsString() == other.SerializeAsString();
                         });
    return is_same ? "" : "a plan that was written out is another";
}

std::string try_text(std::string_view text) {
    const auto plan = sacrum::app::parse_stage_plan(text, "fuzz");
    return plan ? fault_in(*plan) : sacrum::fuzz::fault_in_sentence(plan.error());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_text(sacrum::fuzz::text_of(bytes, size)));
}
