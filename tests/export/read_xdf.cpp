// Says what libxdf finds in a file, for xdf_test.py: a line a stream of numbers with the sums of its
// channels, and a line an event.
#include <xdf.h>

#include <cmath>
#include <cstdio>

int main(int argc, char** argv) {
    Xdf file;
    if (argc != 2 || file.load_xdf(argv[1]) != 0) return 1;
    for (const auto& stream : file.streams) {
        if (stream.info.channel_format == "string") continue;
        const std::size_t samples = stream.time_series.empty() ? 0 : stream.time_series.front().size();
        std::printf("stream %s %zu %zu", stream.info.type.c_str(), samples, stream.time_series.size());
        for (const auto& channel : stream.time_series) {
            double sum = 0.0;
            for (const auto sample : channel) sum += std::isnan(sample) ? 0.0 : double(sample);
            std::printf(" %.9g", sum);
        }
        std::printf("\n");
    }
    for (const auto& event : file.eventMap)
        std::printf("event %.9f %s\n", event.first.second, event.first.first.c_str());
    return 0;
}
