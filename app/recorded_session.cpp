#include "app/recorded_session.hpp"

#include <fmt/format.h>

#include <fstream>

#include "firmware_bridge/recording/chunk.hpp"

namespace sacrum::app {

proto::Configuration with_recorded(const std::optional<firmware_bridge::RecordingHeader>& header,
                                   const proto::Configuration& chosen) {
    proto::Configuration configuration;
    if (header && !configuration.ParseFromString(header->configuration)) configuration.Clear();
    if (configuration.has_analysis()) configuration.mutable_analysis()->clear_pass();
    // A list that is given anew takes the place of the recorded one.
    if (chosen.feedback().rule_size() > 0) configuration.mutable_feedback()->clear_rule();
    if (chosen.feedback().phase_size() > 0) configuration.mutable_feedback()->clear_phase();
    configuration.MergeFrom(chosen);
    return configuration;
}

Result<RecordedSession> open_recorded_session(const std::filesystem::path& file,
                                              const proto::Configuration& chosen,
                                              const std::optional<std::string>& protocol) {
    auto reader = firmware_bridge::RecordingReader::open(file);
    if (!reader) return tl::unexpected(reader.error());
    const auto& header = reader->header();
    if (!header && !protocol) {
        return fail(
            ErrorKind::input,
            fmt::format("{}: its start is damaged, and with it which device was recorded; name what it "
                        "spoke with --protocol",
                        file.string()));
    }
    proto::Configuration configuration = with_recorded(header, chosen);
    configuration.mutable_analysis()->set_pass(proto::CAUSAL);
    auto settings = settings_from(configuration);
    if (!settings) return tl::unexpected(settings.error());
    FollowSettings follow{.address = header ? header->address : file.string(),
                          .protocol = protocol ? *protocol : header->protocol,
                          .analyze = std::move(*settings)};
    return RecordedSession{std::move(*reader), std::move(follow)};
}

bool is_recording(const std::filesystem::path& file) {
    std::string begin(firmware_bridge::kChunkMagic.size(), '\0');
    std::ifstream(file, std::ios::binary).read(begin.data(), std::streamsize(begin.size()));
    return begin == firmware_bridge::kChunkMagic;
}

}  // namespace sacrum::app
