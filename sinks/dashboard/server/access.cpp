#include "sinks/dashboard/server/access.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace sacrum::sinks {
namespace {

constexpr auto kMinute = std::chrono::minutes(1);
constexpr auto kLongestPause = std::chrono::minutes(60);
constexpr std::size_t kTokenBytes = 16;
constexpr std::uint32_t kCodes = 1'000'000;
constexpr std::uint32_t kFairBelow = 0xFFFFFFFFU / kCodes * kCodes;  // each code as likely as another

}  // namespace

Access::Access(Random random, std::function<void(const PairingCodes&)> tell)
    : random_(std::move(random)), tell_(std::move(tell)) {
    make_codes();
}

void Access::make_codes() {
    codes_.change = random_code();
    do codes_.look = random_code();
    while (codes_.look == codes_.change);
}

std::string Access::random_code() {
    std::uint32_t number = 0;
    do {
        std::array<unsigned char, sizeof number> bytes{};
        random_(bytes);
        std::memcpy(&number, bytes.data(), sizeof number);
    } while (number >= kFairBelow);
    return fmt::format("{:06}", number % kCodes);
}

std::string Access::make_token(Role role) {
    std::array<unsigned char, kTokenBytes> bytes{};
    random_(bytes);
    std::string text;
    for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
    tokens_.push_back({text, role});
    if (tokens_.size() > kMostTokens) tokens_.pop_front();
    return text;
}

Access::Guesser& Access::guesser(std::string_view address, Time now) {
    auto found = std::ranges::find(guessers_, address, &Guesser::address);
    if (found == guessers_.end()) {
        if (guessers_.size() >= kMostAddresses) guessers_.pop_front();
        guessers_.push_back({std::string(address), {}});
        found = std::prev(guessers_.end());
    }
    while (!found->wrong.empty() && now - found->wrong.front() >= kMinute) found->wrong.pop_front();
    return *found;
}

void Access::note_wrong(Guesser& guesser, Time now) {
    guesser.wrong.push_back(now);
    if (++wrong_in_all_ < kWrongInAll) return;
    wrong_in_all_ = 0;
    closed_until_ = now + pause_;
    pause_ = std::min<std::chrono::minutes>(2 * pause_, kLongestPause);
    make_codes();
    if (tell_) tell_(codes_);
}

Access::Answer Access::pair(std::string_view address, std::string_view code, Time now) {
    if (now < closed_until_) return {.verdict = Verdict::wait};
    Guesser& from = guesser(address, now);
    if (from.wrong.size() >= std::size_t(kWrongPerAddress)) return {.verdict = Verdict::wait};
    const bool may_change = are_same_in_constant_time(code, codes_.change);
    const bool may_look = are_same_in_constant_time(code, codes_.look);
    if (!may_change && !may_look) {
        note_wrong(from, now);
        return {.verdict = Verdict::wrong};
    }
    return {.verdict = Verdict::paired, .token = make_token(may_change ? Role::change : Role::look)};
}

std::optional<Role> Access::role_of(std::string_view token) const {
    std::optional<Role> role;
    for (const Token& known : tokens_) {
        if (are_same_in_constant_time(token, known.text)) role = known.role;
    }
    return role;
}

void system_random(std::span<unsigned char> bytes) {
    while (!bytes.empty()) {
        const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got > 0) {
            bytes = bytes.subspan(std::size_t(got));
        } else if (errno != EINTR) {
            std::abort();  // Linux has had it since 3.17; without it nobody may be let in
        }
    }
}

bool are_same_in_constant_time(std::string_view one, std::string_view other) {
    if (one.size() != other.size()) return false;
    volatile unsigned char difference = 0;
    for (std::size_t at = 0; at < one.size(); ++at)
        difference = static_cast<unsigned char>(difference | (one[at] ^ other[at]));
    return difference == 0;
}

}  // namespace sacrum::sinks
