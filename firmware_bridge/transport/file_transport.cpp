#include "firmware_bridge/transport/file_transport.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

namespace sacrum::firmware_bridge {
namespace {

using Wall = std::chrono::steady_clock;
constexpr int kBatch = 64;  // entries a turn: below a millisecond of work

}  // namespace

class FileTransport::Work : public std::enable_shared_from_this<Work> {
  public:
    Work(boost::asio::io_context& io, RecordingReader reader, double speed)
        : io_(io), timer_(io), reader_(std::move(reader)), speed_(speed) {}

    [[nodiscard]] const RecordingReader& reader() const { return reader_; }

    void start(TransportListener& listener) {
        listener_ = &listener;
        entry_ = reader_.next();
        if (entry_ != nullptr) first_time_ = time_of(*entry_);
        began_ = Wall::now();
        turn_later();
    }

    void stop() {
        listener_ = nullptr;
        timer_.cancel();
    }

  private:
    void turn_later() {
        boost::asio::post(io_, [self = shared_from_this()] { self->turn(); });
    }

    // When the current entry is to be heard.
    [[nodiscard]] Wall::time_point due() const {
        return began_ + duration_from_seconds(in_seconds(time_of(*entry_) - first_time_) / speed_);
    }

    void turn() {
        for (int i = 0; i < kBatch && listener_ != nullptr; ++i) {
            if (entry_ == nullptr) {
                std::exchange(listener_, nullptr)->on_end({});
                return;
            }
            if (speed_ > 0.0 && due() > Wall::now()) {
                timer_.expires_at(due());
                timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
                    if (!error) self->turn();
                });
                return;
            }
            hear();
            if (listener_ != nullptr) entry_ = reader_.next();
        }
        if (listener_ != nullptr) turn_later();
    }

    void hear() {
        if (const auto* arrival = std::get_if<Arrival>(entry_)) listener_->on_bytes(*arrival);
        if (const auto* change = std::get_if<LinkChange>(entry_)) listener_->on_link(*change);
        // A loss looks like a link that was lost and came back: decoders drop their half packet.
        const auto* loss = std::get_if<RecordingLoss>(entry_);
        if (loss != nullptr)
            listener_->on_link({.time = loss->to, .is_up = false, .reason = "missing in the recording"});
        if (loss != nullptr && listener_ != nullptr) listener_->on_link({.time = loss->to, .is_up = true});
    }

    boost::asio::io_context& io_;
    boost::asio::steady_timer timer_;
    RecordingReader reader_;
    double speed_;
    TransportListener* listener_ = nullptr;
    const RecordingEntry* entry_ = nullptr;
    ArrivalTime first_time_{};
    Wall::time_point began_{};
};

FileTransport::FileTransport(std::shared_ptr<Work> work) : work_(std::move(work)) {}
FileTransport::~FileTransport() { work_->stop(); }

Result<std::unique_ptr<FileTransport>> FileTransport::open(boost::asio::io_context& io,
                                                           const std::filesystem::path& path, double speed) {
    if (!(speed >= 0.0 && speed <= 1e6))
        return fail(ErrorKind::usage, path.filename().string() +
                                          ": the speed of a replay is a number above 0, or max; 1 is the "
                                          "recorded pace");
    auto reader = RecordingReader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    auto work = std::make_shared<Work>(io, std::move(*reader), speed);
    return std::unique_ptr<FileTransport>(new FileTransport(std::move(work)));
}

const std::optional<RecordingHeader>& FileTransport::header() const { return work_->reader().header(); }
const RecordingCondition& FileTransport::condition() const { return work_->reader().condition(); }
void FileTransport::start(TransportListener& listener) { work_->start(listener); }
void FileTransport::send(std::span<const std::byte>) {}
void FileTransport::stop() { work_->stop(); }

}  // namespace sacrum::firmware_bridge
