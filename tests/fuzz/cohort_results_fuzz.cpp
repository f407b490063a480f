// Any bytes as a file of a cohort's results, whole or as a killed process left it: each result that is found
// is read or refused in a sentence, and one that is written after it is found again.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sinks/cohort/result_file.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path& folder() {
    static const struct Folder {
        fs::path path = fs::temp_directory_path() / ("sacrum_fuzz_" + std::to_string(getpid()));
        Folder() { fs::create_directory(path); }
        ~Folder() { fs::remove_all(path); }
    } made;
    return made.path;
}

// Asks for a key at each place where one could stand.
std::string try_file(std::string_view bytes, bool is_whole) {
    const fs::path file = folder() / (is_whole ? "a.results" : "a.host.1.part");
    std::ofstream(file, std::ios::binary) << bytes;
    const auto index = sacrum::sinks::ResultIndex::of(folder());
    std::string fault;
    if (!index) fault = "a file that can be read is refused: " + index.error().sentence;
    std::size_t failures = 0;
    std::vector<std::string> seen;
    constexpr std::size_t kKeyAt = 26, kKeyLength = 32;
    for (std::size_t at = kKeyAt; fault.empty() && at + kKeyLength <= bytes.size(); ++at) {
        const std::string key(bytes.substr(at, kKeyLength));
        if (!index->has(key) || std::ranges::find(seen, key) != seen.end()) continue;
        seen.push_back(key);
        failures += index->has_failed(key);
        const auto result = index->load(key);
        if (!result && !result.error().sentence.ends_with("and its recordings are measured again"))
            fault = "an error is no sentence: " + result.error().sentence;
    }
    if (fault.empty() && failures != index->failures()) fault = "failures are miscounted";
    fs::remove(file);
    return fault;
}

// Of any text, as a sentence of a failure has it: what is written must be read again.
std::string try_result(std::string_view text) {
    const std::string key(32, 'k');
    sacrum::proto::CohortResult result;
    result.set_file("a.csv");
    result.set_failure(sacrum::well_formed_utf8(text));
    const fs::path file = folder() / "b.results";
    auto writer = sacrum::sinks::ResultWriter::create(file);
    std::string fault;
    if (!writer || !writer->add(key, result) || !writer->commit()) fault = "a result cannot be written";
    if (fault.empty()) {
        const auto index = sacrum::sinks::ResultIndex::of(folder());
        const auto again = index->has(key) ? index->load(key) : sacrum::fail({}, "it is not found");
        if (!again || again->SerializeAsString() != result.SerializeAsString())
            fault = "a result that was written is another";
    }
    fs::remove(file);
    return fault;
}

// The first byte chooses.
std::string try_bytes(std::string_view bytes) {
    if (bytes.empty()) return {};
    const char choice = bytes.front();
    bytes.remove_prefix(1);
    return choice == 't' ? try_result(bytes) : try_file(bytes, choice == 'w');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_bytes(sacrum::fuzz::text_of(bytes, size)));
}
