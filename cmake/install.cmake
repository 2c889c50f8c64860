# What cmake --install puts where.
include(CMakePackageConfigHelpers)
set(LT_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/liantu)

# Every header is public but those that begin with "/* Private to".
foreach(layer graph importers analysis reports)
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${layer}/*.h)
  foreach(header ${headers})
    file(READ ${header} beginning LIMIT 13)
    if(NOT beginning STREQUAL "/* Private to")
      install(FILES ${header}
              DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/liantu/${layer})
    endif()
  endforeach()
endforeach()

if(TARGET lt_cli)
  install(TARGETS lt_cli)
endif()
if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/data)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/
          DESTINATION ${CMAKE_INSTALL_DATADIR}/liantu/data)
endif()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})

if(TARGET liantu)
  install(TARGETS liantu EXPORT liantuTargets)
  install(EXPORT liantuTargets NAMESPACE liantu:: DESTINATION ${LT_PACKAGE_DIR})
  configure_package_config_file(
    ${PROJECT_SOURCE_DIR}/cmake/liantuConfig.cmake.in
    ${PROJECT_BINARY_DIR}/liantuConfig.cmake
    INSTALL_DESTINATION ${LT_PACKAGE_DIR}
    NO_SET_AND_CHECK_MACRO)
  write_basic_package_version_file(
    ${PROJECT_BINARY_DIR}/liantuConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/liantuConfig.cmake
                ${PROJECT_BINARY_DIR}/liantuConfigVersion.cmake
          DESTINATION ${LT_PACKAGE_DIR})

  # The paths of liantu.pc are relative to itself, so the tree can be moved.
  file(RELATIVE_PATH LT_PREFIX_FROM_PC
    ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
  string(REGEX REPLACE "/$" "" LT_PREFIX_FROM_PC "${LT_PREFIX_FROM_PC}")
  if(BUILD_SHARED_LIBS) # brings its libraries along
    set(LT_PC_PRIVATE .private)
  endif()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/liantu.pc.in
                 ${PROJECT_BINARY_DIR}/liantu.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/liantu.pc
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()
