# llama-cpp-python always asks for llama.cpp's common library, half of the time
# that compiling takes, and uses nothing of it.
set(LLAMA_BUILD_COMMON OFF)
