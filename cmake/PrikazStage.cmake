# prikaz_add_stage(normalize LINKS PkgConfig::RE2): the library of one stage from the .cc files of the folder. Others see its
# include/ only; it sees the model, the text tools and what it links.
function(prikaz_add_stage name)
  cmake_parse_arguments(STAGE "" "" "LINKS;PRIVATE_LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  if(NOT sources)
    return()
  endif()
  add_library(prikaz_${name} STATIC ${sources})
  add_library(prikaz::${name} ALIAS prikaz_${name})
  target_include_directories(prikaz_${name} PUBLIC include PRIVATE .)
  target_link_libraries(prikaz_${name} PUBLIC ${STAGE_LINKS} PRIVATE ${STAGE_PRIVATE_LINKS} prikaz_warnings)
endfunction()

# prikaz_add_tests(normalize LINKS prikaz::normalize): one test program from tests/<name>/*_test.cc, registered with ctest.
# Tests may include the private headers of the stage.
function(prikaz_add_tests name)
  cmake_parse_arguments(TESTS "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*_test.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_tests ${sources})
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/${name} ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_definitions(${name}_tests PRIVATE PRIKAZ_TESTS_DIR="${CMAKE_CURRENT_SOURCE_DIR}"
                                                  PRIKAZ_SAMPLES_DIR="${PROJECT_SOURCE_DIR}/samples"
                                                  PRIKAZ_PROGRAM="${CMAKE_BINARY_DIR}/prikaz")
  target_link_libraries(${name}_tests PRIVATE ${TESTS_LINKS} GTest::gmock GTest::gtest_main prikaz_warnings)
  # Suites named Slow… run a real engine: ctest -LE slow leaves them out. Those named Long… take many minutes and run only
  # when asked for: ctest -L long, without a preset.
  gtest_discover_tests(${name}_tests TEST_PREFIX "${name}." TEST_FILTER "-Slow*:Long*" DISCOVERY_TIMEOUT 60)
  gtest_discover_tests(${name}_tests TEST_PREFIX "${name}." TEST_FILTER "Slow*" PROPERTIES LABELS slow
                       DISCOVERY_TIMEOUT 60 TEST_LIST ${name}_slow_TESTS)
  gtest_discover_tests(${name}_tests TEST_PREFIX "${name}." TEST_FILTER "Long*" PROPERTIES LABELS long
                       DISCOVERY_TIMEOUT 60 TEST_LIST ${name}_long_TESTS)
endfunction()
