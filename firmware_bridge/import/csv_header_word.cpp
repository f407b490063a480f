#include "firmware_bridge/import/csv_header_word.hpp"

#include <algorithm>
#include <vector>

#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_word_byte(char c) { return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || (c & 0x80) != 0; }

// "SampleTimeFine" is sample, time, fine; "gyro_x_rad/s" is gyro, x, rad, s.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (std::string plain = letters_and_digits(word); !plain.empty()) words.push_back(std::move(plain));
        word.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_word_byte(text[i])) {
            flush();
            continue;
        }
        if (i > 0 && is_upper(text[i]) && is_lower(text[i - 1])) flush();
        word += text[i];
    }
    flush();
    return words;
}

std::optional<std::size_t> axis_of(char c) {
    if (c < 'x' || c > 'z') return std::nullopt;
    return std::size_t(c - 'x');
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return text.starts_with(start); });
}
bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

ColumnKind kind_of(std::string_view word) {
    if (is_any(word, {"a"}) || starts_with_any(word, {"acc", "specificforce"}))
        return ColumnKind::specific_force;
    if (is_any(word, {"g", "w", "omega", "angvel", "angularvelocity", "angularrate", "rotationrate"}) ||
        starts_with_any(word, {"gyr"})) {
        return ColumnKind::angular_rate;
    }
    if (is_any(word, {"m"}) || starts_with_any(word, {"mag"})) return ColumnKind::magnetic_field;
    if (starts_with_any(word, {"freeacc", "linacc", "linearacc", "useracc"}))
        return ColumnKind::free_acceleration;
    return ColumnKind::other;
}

// Kind and axis where one word holds both: "ax", "accx", "gyroz". A word without an axis has a kind only when
// it is a whole word: "g" alone is a unit, not a gyroscope.
void read_word(std::string_view word, HeaderWord& found, std::string& unit) {
    if (word.size() == 1) {
        if (const auto axis = axis_of(word.front()); axis && !found.axis) {
            found.axis = axis;
            return;
        }
    } else if (const auto axis = axis_of(word.back()); axis && found.kind == ColumnKind::other) {
        const ColumnKind kind = kind_of(word.substr(0, word.size() - 1));
        if (kind != ColumnKind::other) {
            found.kind = kind;
            found.axis = axis;
            return;
        }
    }
    if (word.size() > 2 && found.kind == ColumnKind::other) {
        found.kind = kind_of(word);
        if (found.kind != ColumnKind::other) return;
    }
    unit += word;
}

// "angular velocity", "linear acceleration", "specific force" are one word each.
void join_pairs(std::vector<std::string>& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool is_pair =
            (is_any(words[i], {"free", "linear", "lin", "user"}) && words[i + 1].starts_with("acc")) ||
            (is_any(words[i], {"angular", "ang", "rotation"}) &&
             is_any(words[i + 1], {"velocity", "vel", "rate"})) ||
            (words[i] == "specific" && words[i + 1] == "force");
        if (!is_pair) continue;
        words[i] = words[i] == "ang" ? "angvel" : words[i] + words[i + 1];
        words.erase(words.begin() + std::ptrdiff_t(i) + 1);
    }
}

std::optional<HeaderWord> read_time(const std::vector<std::string>& words) {
    const std::string whole = [&] {
        std::string joined;
        for (const std::string& word : words) joined += word;
        return joined;
    }();
    if (whole == "sampletimefine")
        return HeaderWord{.kind = ColumnKind::time, .unit = "us", .is_sample_time_fine = true};
    if (is_any(whole, {"packetcounter", "packetcount", "packet", "counter", "samplecounter", "samplenumber",
                       "framenumber", "frame", "sample", "sampleindex", "packetnumber"})) {
        return HeaderWord{.kind = ColumnKind::counter};
    }
    if (words.empty()) return std::nullopt;
    HeaderWord time{.kind = ColumnKind::time};
    if (!is_any(words.front(), {"t", "time", "timestamp", "seconds", "elapsed", "millis", "micros", "ts"}) &&
        !(words.size() > 1 && is_any(words[1], {"time", "timestamp"}) &&
          is_any(words.front(), {"sample", "sensor", "elapsed", "device", "relative", "unix", "epoch"}))) {
        return std::nullopt;
    }
    for (const std::string& word : words) {
        if (is_any(word, {"seconds", "millis", "micros", "s", "sec", "ms", "us", "ns", "msec", "usec", "nsec",
                          "milliseconds", "microseconds", "nanoseconds"})) {
            time.unit = word;
        }
    }
    return time;
}

}  // namespace

HeaderWord read_header_word(std::string_view cell) {
    std::vector<std::string> words = words_of(cell);
    if (const auto time = read_time(words)) return *time;
    join_pairs(words);
    HeaderWord found;
    for (const std::string& word : words) read_word(word, found, found.unit);
    const bool is_known = found.kind != ColumnKind::other && found.axis;
    if (!is_known) return {};
    return found;
}

}  // namespace sacrum::firmware_bridge
