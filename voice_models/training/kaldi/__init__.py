"""Kaldi's file of an acoustic model, written without Kaldi.

binary            its way of writing numbers, vectors and matrices.
transition_model  its phones, their states and what the network says of them.
network           a trained network as nnet3 components.
"""
