package example.other;

public class Tool {}
