"""Serves a GGUF file with llama.cpp's own HTTP server on a free loopback port.

Usage: serve.py FILE

Prints the server's address as its first line. Ends when standard input does, so that it can't
outlive whoever started it.
"""

import sys

import xllamacpp


def main(path):
    params = xllamacpp.CommonParams()
    params.model.path = path
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.model_alias = {"tiny-random"}
    params.n_ctx = 2048
    params.n_parallel = 2
    params.warmup = False
    params.ui = False
    # A random model would say that it is done at random: it goes on until its limit instead.
    params.sampling.ignore_eos = True
    # The model is here: nothing is to be looked up anywhere else.
    params.offline = True
    params.endpoint_metrics = True
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
