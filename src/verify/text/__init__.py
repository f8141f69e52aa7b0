"""Pure text work: folding with an offset map, tokens, sentences, word lists."""
