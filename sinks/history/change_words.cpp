#include "sinks/history/change_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sinks/report/findings.hpp"
#include "sinks/report/gait_message.hpp"

namespace sacrum::sinks {
namespace {

proto::ChangeVerdict to_message(ChangeVerdict verdict) {
    switch (verdict) {
        case ChangeVerdict::not_known: return proto::CHANGE_NOT_KNOWN;
        case ChangeVerdict::not_shown: return proto::CHANGE_NOT_SHOWN;
        case ChangeVerdict::more_than_chance: return proto::CHANGE_MORE_THAN_CHANCE;
    }
    return proto::CHANGE_NOT_KNOWN;
}

proto::ChangeBasis to_message(ChangeBasis basis) {
    switch (basis) {
        case ChangeBasis::none: return proto::CHANGE_BASIS_NONE;
        case ChangeBasis::own_sessions: return proto::OWN_SESSIONS;
        case ChangeBasis::pooled_sessions: return proto::POOLED_SESSIONS;
        case ChangeBasis::same_day_walks: return proto::SAME_DAY_WALKS;
        case ChangeBasis::published_video: return proto::PUBLISHED_VIDEO;
    }
    return proto::CHANGE_BASIS_NONE;
}

proto::SessionChange to_message(const SessionChange& change) {
    proto::SessionChange message;
    message.set_metric(std::string(definition_of(change.metric).id));
    message.set_side(sinks::to_message(change.side));
    message.set_before(to_millionth(change.before));
    message.set_now(to_millionth(change.now));
    message.set_change(to_millionth(change.change()));
    message.set_sessions_before(std::uint32_t(change.sessions_before));
    message.set_sessions_now(std::uint32_t(change.sessions_now));
    message.set_basis(to_message(change.basis));
    if (change.mdc95) message.set_mdc95(to_millionth(*change.mdc95));
    if (change.mdc95_ci) {
        message.mutable_mdc95_ci95()->set_low(to_millionth(change.mdc95_ci->low));
        message.mutable_mdc95_ci95()->set_high(to_millionth(change.mdc95_ci->high));
    }
    if (change.detectable) message.set_detectable(to_millionth(*change.detectable));
    if (change.power) message.set_power(to_millionth(*change.power));
    message.set_verdict(to_message(change.verdict));
    message.set_words(fmt::format("{}: {}", measure_words(change), change_words(change)));
    return message;
}

}  // namespace

std::string measure_words(const SessionChange& change) {
    const std::string name(definition_of(change.metric).name);
    return change.side ? fmt::format("{}, in {} stance", name, word(*change.side)) : name;
}

std::string change_words(const SessionChange& change) {
    const std::string amount = with_unit(change.metric, std::abs(change.change()));
    const bool is_more = change.change() > 0.0;
    switch (change.verdict) {
        case ChangeVerdict::more_than_chance:
            return fmt::format("{} {} than usual for you, which is more than chance ({}; from {})", amount,
                               is_more ? "more" : "less",
                               with_unit(change.metric, change.detectable.value_or(0.0)), word(change.basis));
        case ChangeVerdict::not_shown:
            return fmt::format("no change shown: {} {}, within what can be chance ({}; from {})", amount,
                               is_more ? "more" : "less",
                               with_unit(change.metric, change.detectable.value_or(0.0)), word(change.basis));
        case ChangeVerdict::not_known: break;
    }
    return fmt::format("{} {}; whether that is more than chance is not known: {}", amount,
                       is_more ? "more" : "less", change.reason);
}

proto::SessionChanges to_message(const SessionChanges& changes) {
    proto::SessionChanges message;
    for (const auto id : changes.baseline) message.add_baseline(std::uint64_t(id));
    for (const LeftOutSession& session : changes.left_out) {
        auto& out = *message.add_left_out();
        out.set_session(std::uint64_t(session.session));
        out.set_reason(session.reason);
    }
    for (const std::string& remark : changes.remarks) message.add_remarks(remark);
    for (const SessionChange& change : changes.changes) *message.add_changes() = to_message(change);
    return message;
}

}  // namespace sacrum::sinks
