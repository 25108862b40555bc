#include "prikaz/unpack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "content.h"
#include "make_container.h"
#include "members.h"
#include "prikaz/messages.h"
#include "temporary_folder.h"

namespace prikaz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string contents_of(const Member& member) {
  std::string bytes(member.size, '\0');
  EXPECT_EQ(::pread(member.file.get(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  return bytes;
}

class Unpack : public testing::Test {
 protected:
  Portion portion(const std::string& bytes, const UnpackOrder& order = {}, const std::string& password = "",
                  const UnpackLimits& limits = {}) {
    const OpenedFile file = open_file(folder_.write("container", bytes));
    std::ostringstream out;
    unpack(
        file.file.get(), order, password, out, [] {}, limits);
    Spool spool;
    spool.append(out.str());
    return read_portion(spool, folder_.str());
  }
  // «name=contents», or «name!failure».
  std::vector<std::string> members(const std::string& bytes, const std::string& password = "",
                                   const UnpackLimits& limits = {}) {
    last_ = portion(bytes, {}, password, limits);
    std::vector<std::string> all;
    for (const Member& member : last_.members)
      all.push_back(member.failure ? member.name + "!" + failure_name(member.failure->failure())
                                   : member.name + "=" + contents_of(member));
    return all;
  }
  Failure failure_of(const std::string& bytes) {
    try {
      portion(bytes);
    } catch (const InputError& error) {
      return error.failure();
    }
    throw std::logic_error("no failure");
  }

  TemporaryFolder folder_;
  Portion last_;
};

const std::vector<Packed> kTwo{{"a.pdf", "one"}, {"d", "", AE_IFDIR}, {"d/б.pdf", "two"}};

TEST_F(Unpack, ZipAndTar) {
  for (const PackOptions& options : {PackOptions{}, PackOptions{.tar = true}, PackOptions{.tar = true, .gzip = true}}) {
    EXPECT_THAT(members(make_container(kTwo, options)), ElementsAre("a.pdf=one", "d/б.pdf=two"));
    EXPECT_FALSE(last_.next || last_.trouble || last_.is_document);
  }
}

TEST_F(Unpack, InPortions) {
  std::vector<Packed> many;
  for (int i = 0; i < 10; ++i) many.push_back({"f" + std::to_string(i), std::string(10, static_cast<char>('0' + i))});
  for (const PackOptions& options : {PackOptions{}, PackOptions{.tar = true, .gzip = true}}) {
    const std::string bytes = make_container(many, options);
    UnpackOrder order;
    order.most_members = 4;
    std::vector<std::string> names;
    int portions = 0;
    for (bool more = true; more; ++portions) {
      const Portion one = portion(bytes, order);
      for (const Member& member : one.members) names.push_back(member.name);
      more = one.next.has_value();
      order.from = one.next.value_or(0);
      order.unpacked_bytes = one.unpacked_bytes;
      if (more) {
        EXPECT_EQ(order.unpacked_bytes, order.from * 10);
      }
    }
    EXPECT_EQ(portions, 3);
    EXPECT_EQ(names.size(), 10U);
    EXPECT_EQ(names.back(), "f9");
  }
  UnpackOrder small;
  small.most_bytes = 25;
  EXPECT_EQ(portion(make_container(many), small).members.size(), 3U);
}

TEST_F(Unpack, NamesAreOnlyNames) {
  const std::string deep = "../../../../../../tmp/prikaz-importer-was-here";
  EXPECT_THAT(members(make_container({{deep, "x"},
                                      {"/etc/passwd", "y"},
                                      {"link", "", AE_IFLNK, "/etc"},
                                      {"link/shadow", "z"},
                                      {"a\nb", "1"},
                                      {"same", "2"},
                                      {"same", "3"}},
                                     {.tar = true})),
              ElementsAre(deep + "=x", "/etc/passwd=y", "link/shadow=z", "a\nb=1", "same=2", "same=3"));
  EXPECT_FALSE(std::filesystem::exists("/tmp/prikaz-importer-was-here"));
}

// Windows writes names in code page 866 and does not say so.
TEST_F(Unpack, NamesOfRussianWindowsAreReadable) {
  const std::string dos = "\x8f\xe0\xa8\xaa\xa0\xa7.pdf";
  EXPECT_THAT(members(make_container({{dos, "x"}})), ElementsAre("Приказ.pdf=x"));
  EXPECT_THAT(members(make_container({{dos, "x"}}, {.tar = true})), ElementsAre(dos + "=x"));
}

TEST_F(Unpack, LargeMembersAreKeptOnTheDisk) {
  std::string large(std::size_t{6} << 20U, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * i >> 7U);
  const Portion all = portion(make_container({{"large", large}, {"small", "x"}}));
  ASSERT_EQ(all.members.size(), 2U);
  EXPECT_EQ(contents_of(all.members[0]), large);
  EXPECT_EQ(contents_of(all.members[1]), "x");
  EXPECT_LT(::write(all.members[1].file.get(), "y", 1), 0) << "readers must not be able to write to it";
}

TEST_F(Unpack, EncryptedMembersNeedThePassword) {
  const std::string bytes = make_container(kTwo, {.password = "secret"});
  EXPECT_THAT(members(bytes), ElementsAre("a.pdf!encrypted", "d/б.pdf!encrypted"));
  EXPECT_THAT(members(bytes, "wrong"), ElementsAre("a.pdf!encrypted", "d/б.pdf!encrypted"));
  EXPECT_THAT(members(bytes, "secret"), ElementsAre("a.pdf=one", "d/б.pdf=two"));
}

TEST_F(Unpack, DocumentsOfOfficeProgramsAreNoContainers) {
  EXPECT_TRUE(portion(make_container({{"_rels/.rels", ""}, {"[Content_Types].xml", "<x/>"}})).is_document);
  EXPECT_TRUE(portion(make_container({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", ""}}))
                  .is_document);
  EXPECT_FALSE(portion(make_container({{"a.pdf", ""}, {"mimetype", ""}})).is_document);
}

TEST_F(Unpack, ACompressedFileThatIsNoTarIsNoContainer) {
  // gzip of "hello"
  const std::string bytes("\x1f\x8b\x08\0\0\0\0\0\0\x03\xcbH\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36\x05\0\0\0", 25);
  EXPECT_TRUE(portion(bytes).is_document);
}

TEST_F(Unpack, WhatComesBeforeTheDamageIsHad) {
  std::vector<Packed> many;
  std::string noise(50'000, '\0');
  for (int i = 0; i < 20; ++i) {
    for (char& c : noise) c = static_cast<char>(std::rand());
    many.push_back({"f" + std::to_string(i), noise});
  }
  for (const PackOptions& options : {PackOptions{}, PackOptions{.tar = true}, PackOptions{.tar = true, .gzip = true}}) {
    std::string bytes = make_container(many, options);
    bytes.resize(bytes.size() / 2);
    const Portion half = portion(bytes);
    EXPECT_THAT(half.members.size(), testing::AllOf(testing::Gt(5U), testing::Lt(15U)));
    EXPECT_FALSE(half.members.front().failure);
    ASSERT_TRUE(half.trouble);
    EXPECT_THAT(half.trouble->failure(), testing::AnyOf(Failure::truncated, Failure::damaged));
  }
  std::string flipped = make_container({{"a", noise}, {"b", noise}});
  flipped[5000] = static_cast<char>(flipped[5000] ^ 1);
  EXPECT_THAT(portion(flipped).members[0].failure->failure(), Failure::damaged);
  EXPECT_FALSE(portion(flipped).members[1].failure);
}

TEST_F(Unpack, RubbishIsAFailure) {
  EXPECT_THAT(failure_of(std::string("PK\3\4") + std::string(2000, '\xee')),
              testing::AnyOf(Failure::damaged, Failure::truncated));
  EXPECT_EQ(failure_of(make_container({})), Failure::empty);
  EXPECT_EQ(failure_of(make_container({{"d", "", AE_IFDIR}})), Failure::empty);
}

TEST_F(Unpack, BombsAreStopped) {
  const std::string zeros(std::size_t{2} << 20U, '\0');
  const std::string bomb = make_container({{"small", "x"}, {"a", zeros}, {"b", zeros}});
  ASSERT_LT(bomb.size(), 10'000U);
  UnpackLimits ratio;
  ratio.ratio_from_bytes = std::uint64_t{1} << 20U;
  EXPECT_THAT(members(bomb, "", ratio), ElementsAre("small=x", "a!output_limit"));
  ASSERT_TRUE(last_.trouble);
  EXPECT_EQ(last_.trouble->failure(), Failure::output_limit);

  UnpackLimits total;
  total.total_bytes = std::uint64_t{1} << 20U;
  EXPECT_THAT(members(bomb, "", total), ElementsAre("small=x", "a!output_limit"));

  // A large member costs itself alone.
  UnpackLimits each;
  each.member_bytes = std::uint64_t{1} << 20U;
  EXPECT_THAT(members(bomb, "", each), ElementsAre("small=x", "a!output_limit", "b!output_limit"));
  EXPECT_FALSE(last_.trouble);

  UnpackLimits count;
  count.members = 2;
  EXPECT_EQ(members(bomb, "", count).size(), 2U);
  ASSERT_TRUE(last_.trouble);
  EXPECT_EQ(last_.trouble->failure(), Failure::output_limit);
}

// What counts is the whole of it, also where it comes in portions.
TEST_F(Unpack, BombsAreStoppedInLaterPortions) {
  const std::string bomb = make_container({{"a", std::string(std::size_t{2} << 20U, '\0')}, {"b", "x"}});
  UnpackOrder order;
  order.from = 1;
  order.unpacked_bytes = std::uint64_t{63} << 30U;
  const Portion rest = portion(bomb, order);
  ASSERT_TRUE(rest.trouble);
  EXPECT_EQ(rest.trouble->failure(), Failure::output_limit);
}

TEST(ReadPortion, BelievesNothing) {
  const TemporaryFolder folder;
  const auto garbled = [&](const std::string& records) {
    Spool spool;
    spool.append(records);
    try {
      read_portion(spool, folder.str());
    } catch (const InputError& error) {
      return error.failure() == Failure::crash;
    }
    return false;
  };
  const std::string name = unpack_record('N', "a"), data = unpack_record('D', "x"), end = unpack_record('E', ""),
                    last = unpack_record('Z', "");
  EXPECT_FALSE(garbled(name + data + end + last));
  EXPECT_TRUE(garbled(""));
  EXPECT_TRUE(garbled(name + data + end));         // no end
  EXPECT_TRUE(garbled(data + end + last));         // contents of nothing
  EXPECT_TRUE(garbled(name + data + last));        // a member that does not end
  EXPECT_TRUE(garbled(name + name + end + last));  // one in another
  EXPECT_TRUE(garbled(last + name + end));         // more after the end
  EXPECT_TRUE(garbled(last + "x"));
  EXPECT_TRUE(garbled(unpack_record('?', "") + last));
  EXPECT_TRUE(garbled(unpack_record('M', "short")));
  EXPECT_TRUE(garbled(unpack_record('X', "")));
  EXPECT_TRUE(garbled(unpack_record('X', "\x7f")));
  EXPECT_TRUE(garbled(unpack_record('N', std::string(5000, 'x')) + end + last));
  EXPECT_TRUE(garbled("D\xff\xff\xff\xff"));
}

TEST(UnpackOrder, IsReadBack) {
  const UnpackOrder back = unpack_order(to_parameters(UnpackOrder{1, 2, 3, 4}));
  EXPECT_EQ(back.from, 1U);
  EXPECT_EQ(back.unpacked_bytes, 2U);
  EXPECT_EQ(back.most_members, 3U);
  EXPECT_EQ(back.most_bytes, 4U);
  EXPECT_ANY_THROW(unpack_order("1 x"));
}

}  // namespace
}  // namespace prikaz
