"""Kaldi's log-mel features, 40 every 10 ms, computed by kaldi-native-fbank."""

import kaldi_native_fbank as fbank
import numpy as np
from numpy.typing import NDArray

from voice_models.training.cepstrum import HIGH_HZ, LOW_HZ, NUM_BINS, RATE, Floats

FULL_SCALE = 32768


def log_mel(sound: Floats) -> NDArray[np.float32]:
    """Features (frames, 40) of 16 kHz sound between -1 and 1; none when it is shorter than a frame of 25 ms."""
    options = fbank.FbankOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = NUM_BINS
    options.mel_opts.low_freq = LOW_HZ
    options.mel_opts.high_freq = HIGH_HZ
    options.use_energy = False
    computer = fbank.OnlineFbank(options)
    computer.accept_waveform(RATE, np.asarray(sound * FULL_SCALE, np.float32))
    computer.input_finished()
    frames = [computer.get_frame(each) for each in range(computer.num_frames_ready)]
    return np.stack(frames) if frames else np.zeros((0, NUM_BINS), np.float32)
