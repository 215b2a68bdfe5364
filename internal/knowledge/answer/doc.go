// Package answer answers a customer's question from a workspace's articles, or
// says that they do not answer it.
//
// Effects call it after the commit; what it finds goes through the engine, which
// checks it once more. Without a language model it quotes: the words of the
// passage that answers, and where they stand. With one it lets the model say it
// shortly, and keeps of that only the sentences which the passage that they cite
// supports, word by word; when those do not answer, it quotes. Whatever a model,
// an article or a customer says, nothing that is not in a public article comes
// out. It writes nothing and logs no text.
package answer
