# Files the built program writes about itself from its own tables:
#   liantu man DIR            DIR/man1/liantu.1, DIR/man1/liantu-gaps.1, ...
#   liantu completion SHELL   the completion script, on standard output
set(LT_GENERATED ${PROJECT_BINARY_DIR}/generated)

if(LT_BUILD_MAN AND TARGET lt_cli)
  add_custom_command(OUTPUT ${LT_GENERATED}/man.stamp
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${LT_GENERATED}/man
    COMMAND ${CMAKE_COMMAND} -E make_directory ${LT_GENERATED}/man
    COMMAND lt_cli man ${LT_GENERATED}/man
    COMMAND ${CMAKE_COMMAND} -E touch ${LT_GENERATED}/man.stamp
    DEPENDS lt_cli COMMENT "Writing manual pages" VERBATIM)
  add_custom_target(lt_man ALL DEPENDS ${LT_GENERATED}/man.stamp)
  install(DIRECTORY ${LT_GENERATED}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR})
endif()

# lt_completion(SHELL FILE FOLDER)
function(lt_completion shell file folder)
  set(output ${LT_GENERATED}/completion/${file})
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${LT_GENERATED}/completion
    COMMAND $<TARGET_FILE:lt_cli> completion ${shell} > ${output}
    DEPENDS lt_cli COMMENT "Writing the ${shell} completion" VERBATIM)
  add_custom_target(lt_completion_${shell} ALL DEPENDS ${output})
  install(FILES ${output} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endfunction()

if(LT_BUILD_COMPLETION AND TARGET lt_cli)
  lt_completion(bash liantu bash-completion/completions)
  lt_completion(fish liantu.fish fish/vendor_completions.d)
  lt_completion(zsh _liantu zsh/site-functions)
endif()
