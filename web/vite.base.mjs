/**
 * What both front ends are built for. The floor is light-dark() and colours computed
 * from others: with them each token names its light and its dark value on one line, and
 * a site's own accent needs no script.
 */
export const targets = ['chrome123', 'edge123', 'firefox128', 'safari17.5'];
