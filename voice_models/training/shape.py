"""The shape of the network, for those who train it and those who write it down."""

FIRST_LEFT = FIRST_RIGHT = 3  # input frames (10 ms) that the first layer sees on either side
STRIDE = 3  # it keeps every third
TAPS = FIRST_LEFT + FIRST_RIGHT + 1
DILATIONS = (1, 1, 1, 2, 2, 2, 2)  # of the layers above it, in frames of 30 ms
DIM, BOTTLENECK = 384, 96
LEFT_CONTEXT = STRIDE * sum(DILATIONS) + FIRST_LEFT  # input frames; the look-ahead is as long
RIGHT_CONTEXT = STRIDE * sum(DILATIONS) + FIRST_RIGHT
