# The kinds of target this project has. A layer, or the program, without
# sources is left out.

# What every C file of ours is compiled with.
function(lt_compiles target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${target} PRIVATE
    _POSIX_C_SOURCE=200809L LT_VERSION="${PROJECT_VERSION}"
    $<$<BOOL:${LT_POSTGRESQL}>:LT_POSTGRESQL>)
  target_link_libraries(${target} PRIVATE lt_warnings)
endfunction()

# lt_layer(NAME files...): the objects of one folder.
function(lt_layer name)
  if(NOT ARGN)
    return()
  endif()
  add_library(lt_${name} OBJECT ${ARGN})
  set_target_properties(lt_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  lt_compiles(lt_${name})
endfunction()

# lt_layer_uses(NAME libraries...): foreign libraries of a layer.
function(lt_layer_uses name)
  if(TARGET lt_${name})
    target_link_libraries(lt_${name} PRIVATE ${ARGN})
  endif()
endfunction()

# lt_library(): liantu, made of all layers.
function(lt_library)
  foreach(layer graph importers analysis reports)
    if(TARGET lt_${layer})
      list(APPEND objects $<TARGET_OBJECTS:lt_${layer}>)
    endif()
  endforeach()
  if(NOT objects)
    return()
  endif()
  add_library(liantu ${objects})
  add_library(liantu::liantu ALIAS liantu)
  target_include_directories(liantu PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/liantu>)
  target_link_libraries(liantu PRIVATE ${LT_DEPENDENCIES})
  set_target_properties(liantu PROPERTIES
    LINKER_LANGUAGE C VERSION ${PROJECT_VERSION} SOVERSION 0)
endfunction()

# lt_program(files...): the program liantu at the top of the build folder.
# Data sets are looked for beside the installed program first, in the source
# tree last (for programs run from a build folder).
function(lt_program)
  if(NOT ARGN)
    return()
  endif()
  file(RELATIVE_PATH data_from_program
    ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_DATADIR}/liantu/data)
  file(RELATIVE_PATH library_from_program
    ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  add_executable(lt_cli ${ARGN})
  set_target_properties(lt_cli PROPERTIES
    OUTPUT_NAME liantu INSTALL_RPATH "$ORIGIN/${library_from_program}")
  lt_compiles(lt_cli)
  target_compile_definitions(lt_cli PRIVATE
    LT_RELATIVE_DATA="${data_from_program}"
    LT_SOURCE_DATA="${PROJECT_SOURCE_DIR}/data")
  target_link_libraries(lt_cli PRIVATE liantu::liantu m)
endfunction()
