// Who may look at the page from another machine, and who may change the session. A person types one of two
// codes of six digits, shown in the terminal, and is given a random token for it that the browser keeps.
// Guessing is held up: five wrong codes a minute from one address, and after twenty from anywhere the codes
// are new and nobody is let in for a minute, then two, four, up to an hour. Reads no clock and asks no
// network.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sacrum::sinks {

enum class Role { look, change };

struct PairingCodes {
    std::string change, look;  // six digits each, never the same
};

class Access {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Random = std::function<void(std::span<unsigned char>)>;

    static constexpr int kWrongPerAddress = 5;  // within a minute
    static constexpr int kWrongInAll = 20;      // then the codes are new
    static constexpr std::size_t kMostTokens = 64;
    static constexpr std::size_t kMostAddresses = 256;  // remembered for their wrong codes

    // `tell` hears of codes that take the place of those before.
    explicit Access(Random random, std::function<void(const PairingCodes&)> tell = {});

    [[nodiscard]] const PairingCodes& codes() const { return codes_; }

    enum class Verdict { paired, wrong, wait };
    struct Answer {
        Verdict verdict = Verdict::wrong;
        std::string token{};  // of one who is paired
    };
    // Somebody at `address` gives a code.
    Answer pair(std::string_view address, std::string_view code, Time now);
    // Whose token it is; when there are too many, the oldest is not known any more.
    [[nodiscard]] std::optional<Role> role_of(std::string_view token) const;

  private:
    struct Guesser {
        std::string address;
        std::deque<Time> wrong;
    };
    struct Token {
        std::string text;
        Role role;
    };

    void make_codes();
    [[nodiscard]] std::string random_code();
    std::string make_token(Role role);
    Guesser& guesser(std::string_view address, Time now);
    void note_wrong(Guesser& guesser, Time now);

    Random random_;
    std::function<void(const PairingCodes&)> tell_;
    PairingCodes codes_;
    std::deque<Token> tokens_;
    std::deque<Guesser> guessers_;
    int wrong_in_all_ = 0;
    Time closed_until_{};
    std::chrono::minutes pause_{1};
};

// The operating system's own randomness.
void system_random(std::span<unsigned char> bytes);

// How long it takes says nothing of where two texts of one length differ.
bool are_same_in_constant_time(std::string_view one, std::string_view other);

}  // namespace sacrum::sinks
