"""Publishes the yearly progress of a municipal plan as a website, a PDF and open data.

One way: load -> check -> derive -> render, pdf, downloads -> write.
"""
