/**
 * What both front ends are built for. The floor is light-dark(): with it each token
 * names its light and its dark value on one line, and both themes come from it.
 */
export const targets = ['chrome123', 'edge123', 'firefox120', 'safari17.5'];
