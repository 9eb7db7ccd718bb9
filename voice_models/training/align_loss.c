/* The loss of loss.py and its gradient, by the forward-backward algorithm.
   cc -O3 -march=native -fno-math-errno -shared -fPIC align_loss.c -o align_loss.so -lm */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#define NEVER -1e30f
#define ABOVE_NEVER -1e29f
#define DOES_NOT_FIT -1e5f

/* The logarithm of a sum of two probabilities. */
static inline float add(float a, float b) {
    if (a < b) { float t = a; a = b; b = t; }
    return b < ABOVE_NEVER ? a : a + log1pf(expf(b - a));
}

/* log_probs[B][T][C], labels[B][U], lengths[B] (frames, at least 1), label_lengths[B] (at least 1);
   out: loss[B], grad[B][T][C] = d loss / d log_probs, which must hold zeros.
   Returns 0, or 1 when there is no memory. */
int align_loss(const float *log_probs, int B, int T, int C, const int64_t *labels, int U, const int64_t *lengths,
               const int64_t *label_lengths, int blank, int sil, float *loss, float *grad) {
    float *alpha = malloc(sizeof(float) * T * U), *beta = malloc(sizeof(float) * 2 * U);
    if (!alpha || !beta) { free(alpha); free(beta); return 1; }
    for (int b = 0; b < B; b++) {
        const float *lp = log_probs + (int64_t)b * T * C;
        const int64_t *lab = labels + (int64_t)b * U;
        int n = lengths[b], m = label_lengths[b];
        float *g = grad + (int64_t)b * T * C;
        for (int t = 0; t < n; t++)
            for (int u = 0; u < m; u++) {
                const float *e = lp + (int64_t)t * C;
                float *a = alpha + (int64_t)t * U;
                if (t == 0) {
                    a[u] = (u == 0 || (u == 1 && lab[0] == sil)) ? e[lab[u]] : NEVER;
                    continue;
                }
                const float *p = a - U;
                float in = u > 0 ? p[u - 1] : NEVER;
                if (u > 1 && lab[u - 1] == sil) in = add(in, p[u - 2]);
                float stay = p[u] + e[lab[u] == sil ? sil : blank];
                a[u] = add(stay, in + e[lab[u]]);
                if (a[u] < NEVER) a[u] = NEVER;
            }
        float *last = alpha + (int64_t)(n - 1) * U;
        float total = last[m - 1];
        if (lab[m - 1] == sil && m > 1) total = add(total, last[m - 2]);
        loss[b] = -total;
        if (total < DOES_NOT_FIT) continue; /* more phones than frames: no gradient */
        float *now = beta, *before = beta + U;
        for (int u = 0; u < m; u++) now[u] = (u == m - 1 || (u == m - 2 && lab[m - 1] == sil)) ? 0.0f : NEVER;
        for (int t = n - 1; t >= 0; t--) {
            const float *e = lp + (int64_t)t * C, *p = alpha + (int64_t)(t - 1) * U;
            float *gt = g + (int64_t)t * C;
            for (int u = 0; u < m; u++) before[u] = NEVER;
            for (int u = 0; u < m; u++) {
                if (now[u] < ABOVE_NEVER) continue;
                int s = lab[u] == sil ? sil : blank;
                float enter = e[lab[u]] + now[u], stay = e[s] + now[u];
                if (t == 0) {
                    if (u == 0 || (u == 1 && lab[0] == sil)) gt[lab[u]] -= expf(enter - total);
                    continue;
                }
                gt[s] -= expf(p[u] + stay - total);
                before[u] = add(before[u], stay);
                if (u > 0) {
                    gt[lab[u]] -= expf(p[u - 1] + enter - total);
                    before[u - 1] = add(before[u - 1], enter);
                }
                if (u > 1 && lab[u - 1] == sil) {
                    gt[lab[u]] -= expf(p[u - 2] + enter - total);
                    before[u - 2] = add(before[u - 2], enter);
                }
            }
            float *t2 = now; now = before; before = t2;
        }
    }
    free(alpha);
    free(beta);
    return 0;
}
