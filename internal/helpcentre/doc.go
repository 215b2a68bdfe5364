// Package helpcentre is what a company's customers read by themselves: public
// pages of its published articles, with search, collections and feedback, in
// every language that there are articles in. Pages are made on the server, need
// no script, and carry the chat widget for what they do not answer.
//
// Package httpapi mounts it under /help/. It reads published public articles
// only, through Library; it never shows a draft or an internal article, and
// writes nothing but feedback and what was searched for in vain.
package helpcentre
