// The results of a cohort's recordings in files that only grow: one per shard. A result is a line of its
// length, its check sum, the recording's key and whether it failed, then its bytes. A file is called
// NAME.results when it is whole; what a killed process left, NAME.HOST.PID.part, is read up to its last whole
// result.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "domain/result.hpp"
#include "proto/cohort.pb.h"

namespace sacrum::sinks {

class ResultWriter {
  public:
    // `file` ends in .results. Several may write the same one at once: the last that is whole stays.
    static Result<ResultWriter> create(const std::filesystem::path& file);

    // Outlives this process when it has returned.
    Result<void> add(const std::string& key, const proto::CohortResult& result);
    // Outlives this machine, under its name, when it has returned.
    Result<void> commit();

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    ResultWriter(std::filesystem::path path, std::filesystem::path part, std::FILE* file)
        : path_(std::move(path)), part_(std::move(part)), file_(file) {}
    [[nodiscard]] tl::unexpected<Error> refuse(int reason) const;

    std::filesystem::path path_;
    std::filesystem::path part_;
    std::unique_ptr<std::FILE, Close> file_;
};

// Where the result of each key lies. A measured one is preferred to a failure of the same key.
class ResultIndex {
  public:
    // Every whole file and every part in the folder whose name begins so; empty where there is no folder.
    static Result<ResultIndex> of(const std::filesystem::path& folder, const std::string& begin = "");

    [[nodiscard]] bool has(const std::string& key) const { return places_.contains(key); }
    [[nodiscard]] bool has_failed(const std::string& key) const;
    [[nodiscard]] std::size_t failures() const;
    [[nodiscard]] Result<proto::CohortResult> load(const std::string& key) const;

  private:
    struct Place {
        std::filesystem::path file;
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
        std::uint64_t check = 0;
        bool is_failure = false;
    };
    Result<void> add_file(const std::filesystem::path& file, bool is_whole);

    std::map<std::string, Place> places_;
};

}  // namespace sacrum::sinks
