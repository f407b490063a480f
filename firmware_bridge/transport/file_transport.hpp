// Replays a .sacrum file as if the device were there: arrivals and link changes with their recorded times,
// then the end. At a speed it keeps the recorded pace; without one it goes as fast as the listener takes it,
// a short batch per turn of the io_context, so that nothing else starves.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "firmware_bridge/recording/recording_reader.hpp"
#include "firmware_bridge/transport/transport.hpp"

namespace boost::asio {
class io_context;
}

namespace sacrum::firmware_bridge {

class FileTransport : public Transport {
  public:
    // `speed` times the recorded pace; 0: as fast as possible.
    static Result<std::unique_ptr<FileTransport>> open(boost::asio::io_context& io,
                                                       const std::filesystem::path& path, double speed);
    ~FileTransport() override;
    FileTransport(const FileTransport&) = delete;
    FileTransport& operator=(const FileTransport&) = delete;

    [[nodiscard]] const std::optional<RecordingHeader>& header() const;
    [[nodiscard]] const RecordingCondition& condition() const;  // complete at the end

    void start(TransportListener& listener) override;
    void send(std::span<const std::byte> bytes) override;  // goes nowhere
    void stop() override;

  private:
    class Work;
    explicit FileTransport(std::shared_ptr<Work> work);
    std::shared_ptr<Work> work_;
};

}  // namespace sacrum::firmware_bridge
