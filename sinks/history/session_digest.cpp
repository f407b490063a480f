#include "sinks/history/session_digest.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <string_view>

namespace sacrum::sinks {
namespace {

class Digest {
  public:
    Digest() { XXH3_128bits_reset(state_.get()); }
    void add(std::string_view bytes) { XXH3_128bits_update(state_.get(), bytes.data(), bytes.size()); }
    [[nodiscard]] std::string text() const {
        const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
        return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
    }

  private:
    struct Free {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> state_{XXH3_createState()};
};

}  // namespace

Result<std::string> digest_of_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    Digest digest;
    std::array<char, 1 << 16> chunk{};
    while (file.read(chunk.data(), std::ssize(chunk)) || file.gcount() > 0)
        digest.add({chunk.data(), std::size_t(file.gcount())});
    if (file.eof()) return digest.text();
    return fail(ErrorKind::input,
                fmt::format("{}: cannot be read ({}); check its name and that you may read it", path.string(),
                            std::strerror(errno)));
}

std::string digest_of_text(std::string_view text) {
    Digest digest;
    digest.add(text);
    return digest.text();
}

std::string digest_of_strides(const proto::SessionReport& report) {
    Digest digest;
    digest.add(fmt::format("{:.6f} {:.6f} {} {}", report.duration_s(), report.rate_hz(),
                           report.quality().samples(), report.contacts()));
    for (const auto& stride : report.strides())
        digest.add(fmt::format("\n{} {:.6f} {:.6f}", int(stride.side()), stride.start_s(), stride.end_s()));
    return digest.text();
}

}  // namespace sacrum::sinks
